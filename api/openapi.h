// The OpenAPI 3.1 description of a table of routes, and the page that shows it to people.
#pragma once

#include <string>
#include <vector>

#include "api/http.h"

namespace perigee::api {

// JSON text. Every route with its parameters, bodies and answers, the answers that all routes share, the analyses'
// parameters and the problem as components.
std::string openapi_json(const std::vector<Route>& routes);

// One page of HTML without scripts or anything from elsewhere.
std::string docs_html(const std::vector<Route>& routes);

}  // namespace perigee::api
