// Values and problems ↔ JSON. The only header of schema/ that speaks of nlohmann/json, by its forward declarations.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/schema/param.h"
#include "perigee/schema/value.h"

namespace perigee {

nlohmann::json to_json(const Value& value);
nlohmann::json to_json(const Values& values);

// An object of parameters; a member that fits no kind of value (object, null, nested array) is a Problem.
Result<Values> values_of(const nlohmann::json& object, std::string_view under = "/parameters");

// Parses untrusted JSON: depth ≤ 32, at most a million nodes, strings ≤ 64 KiB, no duplicate keys, no numbers out of
// range (64-bit signed integers, finite doubles), UTF-8 only, nothing after the end. A problem carries the line and the
// byte of that line.
Result<nlohmann::json> parse_json(std::string_view text);

// Compact text, sorted keys; ill-formed UTF-8 is replaced, so that it never throws.
std::string json_text(const nlohmann::json& json);

nlohmann::json to_json(const Problem& problem);
nlohmann::json to_json(const Problems& problems);

// JSON Schema (draft 2020-12) of one parameter, and of the object of all of them.
nlohmann::json json_schema(const Param& param);
nlohmann::json json_schema(const std::vector<Param>& params);

}  // namespace perigee
