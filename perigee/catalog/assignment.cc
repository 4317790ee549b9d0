#include "perigee/catalog/assignment.h"

#include <cmath>

#include "perigee/base/text.h"
#include "perigee/catalog/filter_value.h"

namespace perigee {

std::optional<Assignment> parse_assignment(std::string_view text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string_view column = trim(text.substr(0, equals));
  const std::optional<double> value = number_in_filter(trim(text.substr(equals + 1)));
  if (column.empty() || !value || !std::isfinite(*value)) return std::nullopt;
  return Assignment{std::string(column), *value};
}

}  // namespace perigee
