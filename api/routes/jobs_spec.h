// From the body and the query of a submission to a checked spec.
#pragma once

#include <variant>
#include <vector>

#include "api/http.h"
#include "perigee/catalog/analysis.h"
#include "perigee/job/spec.h"

namespace perigee::api {

// A request that can't be read is a 400, a spec that can't be run a 422; with all problems of its kind.
struct SpecRefusal {
  int status;
  Problems problems;
};
using SpecAnswer = std::variant<JobSpec, SpecRefusal>;

// The query that a submission of this analysis takes: its parameters, those of the output, and the plain members of
// the one shape (dataset, activeDeadlineSeconds, backoffLimit).
std::vector<Param> submission_query(const Analysis& analysis);

// Parameters as a JSON object, in the query, or both: whatever names no member of the one shape is a parameter.
//   {"from": 1957, "dataset": "launches", "format": "svg"} = {"parameters": {"from": 1957}, "output": {"format":
//   "svg"}}
SpecAnswer spec_for(const Analysis& analysis, const Request& request);

// The one shape itself.
SpecAnswer spec_of_body(const Request& request);

}  // namespace perigee::api
