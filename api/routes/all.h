// The one table of routes.
#pragma once

#include <vector>

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

std::vector<Route> all_routes(const Services& services);

}  // namespace perigee::api
