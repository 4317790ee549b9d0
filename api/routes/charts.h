// GET /charts/<analysis>.<png|svg|json|csv>: the address is the chart.
#pragma once

#include <vector>

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

// For every analysis of the registry its address with a suffix and the one without, where Accept decides; one more for
// unknown names. `services` outlives the routes.
std::vector<Route> chart_routes(const Services& services);

}  // namespace perigee::api
