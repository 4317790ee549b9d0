// From a route of the missions API to its record: what is answered at once, what a job draws, what can't be answered.
#pragma once

#include <string>

#include "api/services.h"
#include "perigee/base/problem.h"
#include "perigee/store/mission_jobs.h"

namespace perigee::api {

// The sentences that clients of the missions API know.
inline constexpr char kNoMissions[] = "The data does not exist, make sure to POST the data!";
inline constexpr char kUnknownRoute[] = "Could not parse a proper function from the route provided.";

// Recorded, whatever comes of it: a route that means nothing, data that are not there or too large to be read for one
// answer give a refusal. Problems only where the executor takes no job. Throws EnvironmentError.
Result<MissionJob> ask_missions(const Services& services, const std::string& route, const std::string& request_id);

}  // namespace perigee::api
