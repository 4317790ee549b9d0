#include "perigee/catalog/openapi.h"

#include <nlohmann/json.hpp>

#include "perigee/schema/json_values.h"

namespace perigee {
namespace {

using nlohmann::json;

json with_pattern(json schema, std::string_view pattern) {
  schema["pattern"] = pattern;
  return schema;
}

json retention_schema() {
  json schema = json_schema(retention_params());
  for (auto& member : schema["properties"]) member = with_pattern(std::move(member), kDurationPattern);
  schema["description"] = "how long the record and its result are kept";
  return schema;
}

json column_json(const ColumnNeed& need) {
  json types = json::array();
  for (const Type type : need.types) types.push_back(word(type));
  return {{"role", need.role},
          {"aliases", need.aliases},
          {"types", std::move(types)},
          {"help", need.help},
          {"optional", need.optional || need.filter_only}};
}

json sentences(const std::vector<Rule>& rules) {
  json list = json::array();
  for (const auto& rule : rules) list.push_back(english(rule));
  return list;
}

}  // namespace

json parameters_schema(const Analysis& analysis) {
  json schema = json_schema(analysis.params);
  std::string description = "Parameters of " + analysis.name + ".";
  for (const auto& rule : analysis.rules) description += " " + english(rule);
  schema["description"] = description;
  if (!analysis.example.empty()) schema["examples"] = json::array({to_json(analysis.example)});
  return schema;
}

json output_schema() {
  json schema = json_schema(output_params());
  schema["description"] =
      "What to make. At most " + std::to_string(kMaxPixels) + " pixels, that is width × height × scale².";
  json& height = schema["properties"]["height"];
  height.erase("minimum");
  height.erase("maximum");
  height["anyOf"] = {{{"const", 0}}, {{"minimum", kMinHeight}, {"maximum", kMaxHeight}}};
  return schema;
}

json request_schema(const Analysis& analysis) {
  json schema = json_schema(spec_params());
  json& members = schema["properties"];
  members["analysis"] = {{"const", analysis.name}, {"description", analysis.help}};
  members["dataset"] = with_pattern(std::move(members["dataset"]), kNamePattern);
  members["parameters"] = parameters_schema(analysis);
  members["output"] = output_schema();
  members["retention"] = retention_schema();
  schema["title"] = analysis.title;
  schema["description"] = analysis.help;
  schema["required"] = {"analysis"};
  schema["examples"] = json::array({request_example(analysis)});
  return schema;
}

json request_example(const Analysis& analysis) {
  return {{"analysis", analysis.name}, {"dataset", analysis.sample}, {"parameters", to_json(analysis.example)}};
}

json analysis_json(const Analysis& analysis) {
  json columns = json::array();
  for (const auto& need : analysis.columns) columns.push_back(column_json(need));
  return {{"name", analysis.name},
          {"title", analysis.title},
          {"help", analysis.help},
          {"parameters", parameters_schema(analysis)},
          {"rules", sentences(analysis.rules)},
          {"columns", std::move(columns)},
          {"example", request_example(analysis)}};
}

}  // namespace perigee
