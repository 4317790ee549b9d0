// What follows from the way an attempt ended, or did not begin. Pure, so that every row of the contract is a test.
//
//   exit 10–19                        the user's mistake: the end of the job
//   exit 0, no result in the store    a runner that lies: the end of the job
//   out of memory, exit 20–29,        tried again, counted against backoffLimit
//   other codes and signals, a Job
//   that failed without a trace
//   evicted, drained, node lost       tried again, not counted, up to kMostDisruptions
//   the Job's own deadline            the end of the job
#pragma once

#include "controller/analysis_job.h"
#include "controller/observed.h"
#include "perigee/job/record.h"

namespace perigee::controller {

enum class Weight : std::uint8_t { final, counted, disruption };

struct Verdict {
  Failure failure;
  Weight weight = Weight::counted;
};

// Precondition: the Job has ended, or a container of its has.
Verdict judge(const AnalysisJob& job, const OwnJob& attempt);

Failure deadline_exceeded(const AnalysisJob& job);
// The pending deadline has passed: why, as far as the pod or the Job's events say it.
Failure never_started(const AnalysisJob& job, const OwnJob& attempt);
Failure job_deleted(const std::string& name);
Failure disrupted_too_often(const Failure& last);

}  // namespace perigee::controller
