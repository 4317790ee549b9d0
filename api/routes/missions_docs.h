// What /help and OpenAPI say of the missions API, and its own help text.
#pragma once

#include <string>
#include <vector>

#include "api/http.h"

namespace perigee::api {

std::vector<Route> describe_missions();  // without handlers

Param route_param();  // of POST /jobs/{id}

std::string missions_help();

}  // namespace perigee::api
