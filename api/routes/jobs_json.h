// Jobs as JSON texts: what the REST API says of them.
#pragma once

#include <string>
#include <vector>

#include "perigee/catalog/run.h"
#include "perigee/job/record.h"
#include "perigee/store/datasets.h"
#include "perigee/store/jobs.h"

namespace perigee::api {

// The keys of the first API (id, status, type, result_ready) and what has come since.
std::string job_json(const JobRecord& record);

// {"job_id", "status", "links"}: the answer to a submission.
std::string accepted_json(const JobRecord& record);

std::string page_json(const JobPage& page);

// What would run: the spec, its parameters with the defaults, the dataset version and the column of each role.
std::string dry_run_json(const JobSpec& spec, const Values& effective, const Manifest& dataset,
                         const std::vector<Binding>& bindings);

}  // namespace perigee::api
