#include "api/router.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "api/url.h"
#include "perigee/base/text.h"

namespace perigee::api {
namespace {

using Segments = std::vector<std::string>;

// "timeline." of "timeline.{format}", nothing of "{id}", the whole of "jobs".
std::string_view literal_of(std::string_view segment) { return segment.substr(0, segment.find('{')); }

bool is_literal(std::string_view segment) { return literal_of(segment).size() == segment.size(); }

std::string_view capture_of(std::string_view segment) {
  const std::size_t brace = literal_of(segment).size();
  return segment.substr(brace + 1, segment.size() - brace - 2);
}

Segments pattern_segments(std::string_view pattern) {
  if (pattern == "/") return {};
  const auto pieces = split(pattern.substr(1), '/');
  return {pieces.begin(), pieces.end()};
}

// A capture is never empty.
bool fits(std::string_view pattern, std::string_view segment) {
  if (is_literal(pattern)) return pattern == segment;
  const std::string_view literal = literal_of(pattern);
  return segment.size() > literal.size() && segment.starts_with(literal);
}

bool fits(const Segments& pattern, const Segments& path) {
  return std::ranges::equal(pattern, path, [](const std::string& p, const std::string& s) { return fits(p, s); });
}

std::map<std::string, std::string> captures_of(const Segments& pattern, const Segments& path) {
  std::map<std::string, std::string> captures;
  for (std::size_t at = 0; at < pattern.size(); ++at)
    if (!is_literal(pattern[at]))
      captures.emplace(capture_of(pattern[at]), path[at].substr(literal_of(pattern[at]).size()));
  return captures;
}

// How much a segment says by itself: a literal says all.
std::size_t exactness(std::string_view segment) {
  return is_literal(segment) ? std::string_view::npos : literal_of(segment).size();
}

// Literals before captures, so that the first fit is the most specific one.
bool is_more_specific(const Segments& a, const Segments& b) {
  for (std::size_t at = 0; at < std::min(a.size(), b.size()); ++at)
    if (exactness(a[at]) != exactness(b[at])) return exactness(a[at]) > exactness(b[at]);
  return false;
}

std::vector<Route> most_specific_first(std::vector<Route> routes) {
  std::ranges::stable_sort(routes, [](const Route& a, const Route& b) {
    return is_more_specific(pattern_segments(a.pattern), pattern_segments(b.pattern));
  });
  return routes;
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(most_specific_first(std::move(routes))) {
  for (const Route& route : routes_) patterns_.push_back(pattern_segments(route.pattern));
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match match;
  const auto segments = path_segments(path);
  if (!segments) return match;
  const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : method;
  const Segments* chosen = nullptr;
  for (std::size_t at = 0; at < routes_.size(); ++at) {
    if (!fits(patterns_[at], *segments)) continue;
    if (chosen && *chosen != patterns_[at]) continue;  // a less specific pattern
    chosen = &patterns_[at];
    match.allowed.push_back(routes_[at].method);
    if (routes_[at].method != wanted) continue;
    match.route = &routes_[at];
    match.index = at;
    match.captures = captures_of(patterns_[at], *segments);
  }
  return match;
}

}  // namespace perigee::api
