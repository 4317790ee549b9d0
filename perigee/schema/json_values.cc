#include "perigee/schema/json_values.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace perigee {
namespace {

using nlohmann::json;

std::string_view type_word(const json& value) {
  if (value.is_null()) return "null";
  return value.is_object() ? "an object" : "a list of something else than texts";
}

std::optional<Value> value_of(const json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number_float()) return value.get<double>();
  if (value.is_string()) return value.get<std::string>();
  const bool is_list =
      value.is_array() && std::all_of(value.begin(), value.end(), [](auto& v) { return v.is_string(); });
  if (is_list) return value.get<std::vector<std::string>>();
  return std::nullopt;
}

}  // namespace

json to_json(const Value& value) {
  return std::visit([](const auto& held) { return json(held); }, value);
}

json to_json(const Values& values) {
  json object = json::object();
  for (const auto& [name, value] : values) object[name] = to_json(value);
  return object;
}

Result<Values> values_of(const json& object, std::string_view under) {
  Problems problems;
  Values values;
  for (const auto& [name, member] : object.items()) {
    if (auto value = value_of(member)) {
      values[name] = *std::move(value);
      continue;
    }
    problems.push_back({"wrong-type",
                        std::string(under) + "/" + name,
                        "'" + name + "' is " + std::string(type_word(member)) + ".",
                        "Give a number, a text, true or false, a list of texts, or leave it out.",
                        {},
                        {}});
  }
  if (!problems.empty()) return problems;
  return values;
}

std::string json_text(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

json to_json(const Problem& problem) {
  json object = {{"code", problem.code}, {"what", problem.what}};
  if (!problem.where.empty()) object["where"] = problem.where;
  if (!problem.remedy.empty()) object["remedy"] = problem.remedy;
  if (problem.line) object["line"] = *problem.line;
  if (problem.column) object["column"] = *problem.column;
  return object;
}

json to_json(const Problems& problems) {
  json list = json::array();
  for (const auto& problem : problems) list.push_back(to_json(problem));
  return list;
}

}  // namespace perigee
