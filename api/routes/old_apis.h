// Three old APIs in one table of routes: each below its prefix, and one of them at the root.
//
// /space is the API of launches, whose routes are Perigee's own; /missions and /cancer have routes of the same names
// that mean something else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/http.h"

namespace perigee::api {

// The routes with a prefix before their patterns.
std::vector<Route> under(const std::string& prefix, std::vector<Route> routes);

// `top` in place of those routes of `bottom` that have the same method and pattern.
std::vector<Route> over(std::vector<Route> top, std::vector<Route> bottom);

// Those that clients of the launches API know: /data, four analyses, /jobs/{id} and /results/{id}.
std::vector<Route> space_routes(const std::vector<Route>& routes);

// One of them. Precondition: it is there.
const Route& route_of(const std::vector<Route>& routes, std::string_view method, std::string_view pattern);

}  // namespace perigee::api
