// JSON values written as YAML for people: block style, plain words where they stay what they are, long text folded.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace perigee {

// Members in the order of the value; ends with a line end. A reader of YAML 1.1 or 1.2 gets the same value back. Text
// must be UTF-8.
std::string yaml_text(const nlohmann::ordered_json& value);

}  // namespace perigee
