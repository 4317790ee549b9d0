// Which of the types that can be made a client likes best (RFC 9110, 12.5.1). Pure; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace perigee::api {

// The offer of the greatest quality, each judged by the most exact range that fits it; of several the first. An empty
// header accepts anything. Nothing: none is acceptable. Parameters of a range other than q are not looked at.
std::optional<std::size_t> preferred(std::string_view accept, std::span<const std::string_view> offers);

}  // namespace perigee::api
