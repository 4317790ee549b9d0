// The address of a chart, from its spec. Pure; thread-safe.
#pragma once

#include <string>

#include "perigee/job/spec.h"

namespace perigee::api {

// "/charts/timeline.svg?from=1990&theme=dark": what differs from the defaults, as the spec has it.
std::string chart_address(const JobSpec& spec);

}  // namespace perigee::api
