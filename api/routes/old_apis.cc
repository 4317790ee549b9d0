#include "api/routes/old_apis.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace perigee::api {
namespace {

bool is_same(const Route& a, const Route& b) { return a.method == b.method && a.pattern == b.pattern; }

}  // namespace

std::vector<Route> under(const std::string& prefix, std::vector<Route> routes) {
  for (Route& route : routes) route.pattern = prefix + route.pattern;
  return routes;
}

std::vector<Route> over(std::vector<Route> top, std::vector<Route> bottom) {
  std::erase_if(bottom, [&](const Route& route) {
    return std::ranges::any_of(top, [&](const Route& one) { return is_same(one, route); });
  });
  std::ranges::move(bottom, std::back_inserter(top));
  return top;
}

std::vector<Route> space_routes(const std::vector<Route>& routes) {
  constexpr std::array<std::string_view, 7> kPatterns = {
      "/data",      "/analyze/timeline", "/analyze/sector", "/analyze/geography", "/analyze/top-private",
      "/jobs/{id}", "/results/{id}"};
  std::vector<Route> known;
  for (const Route& route : routes)
    if (std::ranges::find(kPatterns, route.pattern) != kPatterns.end()) known.push_back(route);
  for (Route& route : known) route.hidden = true;
  return known;
}

const Route& route_of(const std::vector<Route>& routes, std::string_view method, std::string_view pattern) {
  return *std::ranges::find_if(routes,
                               [&](const Route& route) { return route.method == method && route.pattern == pattern; });
}

}  // namespace perigee::api
