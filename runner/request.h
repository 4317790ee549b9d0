// From the command line to the one shape.
#pragma once

#include "perigee/job/spec.h"
#include "runner/options.h"
#include "runner/outcome.h"

namespace perigee::runner {

// --spec, --analysis, --param and the output's flags as one spec; flags win. What is wrong is an Outcome, since a
// mistyped flag and a wrong parameter end differently.
struct Request {
  JobSpec spec;
  Outcome refusal;  // code `done`: there is none
};
Request read_request(const Options& options);

// "Global Space Launches.csv" → "global-space-launches"; "data" where nothing is left.
std::string dataset_name_of(const std::string& path);

}  // namespace perigee::runner
