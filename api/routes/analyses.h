// /analyses: what can be drawn, with the JSON Schema of its parameters and an example.
#pragma once

#include <vector>

#include "api/http.h"

namespace perigee::api {

std::vector<Route> analysis_routes();

}  // namespace perigee::api
