#include <algorithm>
#include <charconv>

#include "perigee/job/spec.h"

namespace perigee {
namespace {

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

std::int64_t seconds_in(char unit) {
  switch (unit) {
    case 's':
      return 1;
    case 'm':
      return 60;
    case 'h':
      return 3600;
    case 'd':
      return 86'400;
    default:
      return 0;
  }
}

}  // namespace

Problem bad_duration(std::string_view text) {
  return {"bad-duration",
          "",
          "'" + std::string(text) + "' is not a duration.",
          "Write a number of up to six digits and s, m, h or d, such as 36h.",
          {},
          {}};
}

Problem bad_name(std::string_view member) {
  return {"bad-name",
          "/" + std::string(member),
          "'" + std::string(member) + "' is no valid name.",
          "Use up to 63 lower-case letters, digits and dashes, beginning and ending with a letter or digit.",
          {},
          {}};
}

bool is_valid_name(std::string_view name) {
  if (name.empty() || name.size() > 63 || name.front() == '-' || name.back() == '-') return false;
  return std::all_of(name.begin(), name.end(), is_name_character);
}

Result<std::int64_t> parse_duration(std::string_view text) {
  const Problem problem = bad_duration(text.substr(0, 40));
  if (text.size() < 2 || text.size() > 7 || text.front() < '1' || text.front() > '9') return problem;
  std::int64_t count = 0;
  const char* last = text.data() + text.size() - 1;
  const auto [end, error] = std::from_chars(text.data(), last, count);
  if (error != std::errc{} || end != last || seconds_in(*last) == 0) return problem;
  return count * seconds_in(*last);
}

}  // namespace perigee
