// A moment as filters name it: a day or a UTC time of RFC 3339.
#pragma once

#include <optional>
#include <string_view>

#include "perigee/base/clock.h"

namespace perigee::api {

// "2026-03-01", "2026-03-01T12:30Z", "2026-03-01T12:30:05Z", "2026-03-01T12:30:05.250Z"; a day is its first moment.
std::optional<Millis> moment_of(std::string_view text);

}  // namespace perigee::api
