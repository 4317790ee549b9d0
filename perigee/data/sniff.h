// What a body is by its first bytes.
#pragma once

#include <optional>
#include <string_view>

#include "perigee/base/problem.h"

namespace perigee {

inline constexpr std::size_t kSniffed = 64;  // bytes that suffice

// gzip, zip, UTF-16 and their like are refused by name. `head` begins the body.
std::optional<Problem> refuse_encoding(std::string_view head);

}  // namespace perigee
