#include <cmath>
#include <nlohmann/json.hpp>

#include "perigee/schema/json_values.h"

namespace perigee {
namespace {

using nlohmann::json;

// Text on one line, as check_value wants it.
json text_schema(const Param& param) {
  return {{"type", "string"}, {"maxLength", param.max_length}, {"pattern", "^[^\\u0000-\\u001F\\u007F]*$"}};
}

json type_schema(const Param& param) {
  switch (param.kind) {
    case Kind::integer:
      return {{"type", "integer"}};
    case Kind::number:
      return {{"type", "number"}};
    case Kind::boolean:
      return {{"type", "boolean"}};
    case Kind::enumeration:
      return {{"type", "string"}, {"enum", param.choices}};
    case Kind::strings:
      return {{"type", "array"}, {"maxItems", param.max_items}, {"items", text_schema(param)}};
    default:
      return text_schema(param);
  }
}

json limit(const Param& param, double number) {
  if (param.kind == Kind::integer) return static_cast<std::int64_t>(number);
  return number;
}

}  // namespace

json json_schema(const Param& param) {
  json schema = type_schema(param);
  schema["description"] = param.help;
  if (param.range) {
    schema["minimum"] = limit(param, param.range->least);
    schema["maximum"] = limit(param, param.range->most);
  }
  if (param.fallback) schema["default"] = to_json(*param.fallback);
  return schema;
}

json json_schema(const std::vector<Param>& params) {
  json properties = json::object();
  for (const auto& param : params) properties[param.name] = json_schema(param);
  return {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

}  // namespace perigee
