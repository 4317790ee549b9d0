// The AnalysisJob that stands for a job's record in a cluster.
#pragma once

#include <string>

#include "perigee/job/record.h"

namespace perigee {

// The body of its creation, compact JSON: named by the job's id, with the record's specification and, where that was
// asked for before the object was made, the wish to cancel it. The same record makes the same text, whoever posts it;
// numbers are written as an API server takes them, which reads 1990.0 as no integer.
std::string analysis_job_manifest(const JobRecord& record);

}  // namespace perigee
