// Who runs jobs: runner processes on this machine (local/) or a cluster (kubernetes/). Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "perigee/base/problem.h"
#include "perigee/job/record.h"
#include "perigee/store/jobs.h"

namespace perigee {

class Executor {
 public:
  virtual ~Executor() = default;

  // Accepts a checked spec: when this returns the job is in Redis and will end terminal, whatever dies.
  virtual Result<Accepted> submit(JobSpec spec, const Idempotency& idempotency, std::string request_id) = 0;
  // Really stops it. True: it is, or becomes at once, terminal; false: no such job.
  virtual bool cancel(std::string_view id) = 0;
  // Deletes a job that has ended, with its result and whatever stands for it elsewhere. False: there is no such job, or
  // it has not ended.
  virtual bool remove(std::string_view id) = 0;
  // Ready to run jobs, or why not in one sentence.
  virtual std::string not_ready() const = 0;
  // Running now / most at once, for metrics.
  struct Load {
    int running = 0, most = 0;
  };
  virtual Load load() const = 0;
  // No new attempts; running ones are finished or given back. Returns when all is quiet.
  virtual void stop() = 0;
};

}  // namespace perigee
