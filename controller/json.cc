#include "controller/json.h"

#include <nlohmann/json.hpp>

namespace perigee::controller {

using nlohmann::json;

const json& at(const json& object, Path path) {
  static const json kNone;
  const json* here = &object;
  for (const char* name : path) {
    if (!here->is_object()) return kNone;
    const auto member = here->find(name);
    if (member == here->end()) return kNone;
    here = &*member;
  }
  return *here;
}

std::string text_at(const json& object, Path path) {
  const json& member = at(object, path);
  return member.is_string() ? member.get<std::string>() : std::string();
}

std::int64_t integer_at(const json& object, Path path, std::int64_t otherwise) {
  const json& member = at(object, path);
  return member.is_number_integer() ? member.get<std::int64_t>() : otherwise;
}

bool flag_at(const json& object, Path path) {
  const json& member = at(object, path);
  return member.is_boolean() && member.get<bool>();
}

Millis time_at(const json& object, Path path) { return parse_iso8601(text_at(object, path)).value_or(0); }

}  // namespace perigee::controller
