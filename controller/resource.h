// AnalysisJobs between the API server's JSON and our values. Stateless; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "controller/analysis_job.h"

namespace perigee::controller {

// Nothing where the text is no AnalysisJob that the CRD would have let in.
std::optional<AnalysisJob> read_analysis_job(std::string_view json);

// The body of a merge patch of the status subresource. It carries the resource version that the decision was made on,
// so that the server refuses it where somebody else wrote meanwhile; members that are no more are null.
std::string status_patch(const AnalysisJob& job, const Status& status);

}  // namespace perigee::controller
