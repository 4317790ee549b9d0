// Which route answers a method and a path: segment by segment, no regular expressions. Immutable; thread-safe.
//
// A segment of a pattern is a literal, a capture ("{id}"), or a literal with a capture behind it ("timeline.{format}").
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/http.h"

namespace perigee::api {

class Router {
 public:
  explicit Router(std::vector<Route> routes);

  struct Match {
    const Route* route = nullptr;  // nullptr: no route, or none with this method
    std::size_t index = 0;         // of the route, for the metrics
    std::map<std::string, std::string> captures;
    std::vector<std::string> allowed;  // the methods of the path; empty: no such path
  };
  // HEAD finds the GET. Of two segments that fit, the one with more literal text wins. `path` is as it came,
  // percent-encoded.
  Match find(std::string_view method, std::string_view path) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> patterns_;  // segments, parallel to routes_
};

}  // namespace perigee::api
