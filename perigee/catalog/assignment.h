// Assignments: "radius_mean=17.99", a column and a number for it, as a list parameter gives them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perigee {

struct Assignment {
  std::string column;  // as the user names it
  double value = 0;    // finite
  bool operator==(const Assignment&) const = default;
};

// Cut at the last equals sign, trimmed; nothing where a side is missing or the right one is no finite number.
std::optional<Assignment> parse_assignment(std::string_view text);

}  // namespace perigee
