// The record of an AnalysisJob in the store, as it begins. Stateless; thread-safe.
#pragma once

#include <string_view>

#include "controller/analysis_job.h"
#include "perigee/base/problem.h"
#include "perigee/job/record.h"

namespace perigee::controller {

inline constexpr std::string_view kExecutor = "kubernetes";  // in every record that is this controller's business

// Queued, with what is to be drawn. Problems where the spec is none that this version understands: the CRD in the
// cluster is another one.
Result<JobRecord> record_of(const AnalysisJob& job);

}  // namespace perigee::controller
