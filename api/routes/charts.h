// GET /charts/<analysis>.<png|svg|json|csv>: the address is the chart.
#pragma once

#include <memory>
#include <vector>

#include "api/charts/studio.h"
#include "api/http.h"

namespace perigee::api {

// For every analysis of the registry its address with a suffix and the one without, where Accept decides; one more for
// unknown names. The studio is shared: handlers are copied with their routes, and it lives as long as the last of them.
std::vector<Route> chart_routes(const std::shared_ptr<Studio>& studio);

}  // namespace perigee::api
