// The routes about the service itself: /, /help, /docs, /openapi.json, /metrics, /livez, /readyz.
#pragma once

#include <vector>

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

// /livez, /readyz and /metrics: on the main listener and on their own. `services` outlives the routes.
std::vector<Route> probe_routes(const Services& services);

// The rest; `others` are the routes that help, docs and OpenAPI tell of beside their own.
std::vector<Route> meta_routes(const std::vector<Route>& others);

}  // namespace perigee::api
