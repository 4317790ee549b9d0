// Reading what the API server says: members that may be absent, down a path. The server has checked the shapes.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "perigee/base/clock.h"

namespace perigee::controller {

using Path = std::initializer_list<const char*>;

// The member; null where there is none.
const nlohmann::json& at(const nlohmann::json& object, Path path);

std::string text_at(const nlohmann::json& object, Path path);
std::int64_t integer_at(const nlohmann::json& object, Path path, std::int64_t otherwise = 0);
bool flag_at(const nlohmann::json& object, Path path);
Millis time_at(const nlohmann::json& object, Path path);  // 0 where there is none

}  // namespace perigee::controller
