// The table behind places.h, as text: one country a line, sorted by numeric code.
#pragma once

#include <string_view>

namespace perigee {

std::string_view country_lines();  // "840 US USA USA\n…": ISO 3166-1 numeric, alpha-2, alpha-3, name

}  // namespace perigee
