// Addresses taken apart: path segments and query parameters, percent-decoded exactly once. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/base/problem.h"

namespace perigee::api {

struct Target {
  std::string_view path, query;  // as they came; the query without '?'
};

// Origin form ("/data?limit=1") or absolute form ("http://host/data"); nothing for everything else.
std::optional<Target> split_target(std::string_view target);

// Percent-decoded; nothing for an incomplete escape.
std::optional<std::string> percent_decoded(std::string_view text);

// The decoded segments of a path ("/a/b" → {"a", "b"}, "/" → {}). Nothing where a segment is ".", "..", empty, not
// UTF-8 or holds a slash, a backslash, a control character or what is still percent-encoded: no such resource exists.
std::optional<std::vector<std::string>> path_segments(std::string_view path);

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

// Decoded pairs in order; '+' is a space.
Result<QueryParameters> query_parameters(std::string_view query);

// The other way round, for links: everything but letters, digits and "-._~" is escaped.
std::string percent_encoded(std::string_view text);

}  // namespace perigee::api
