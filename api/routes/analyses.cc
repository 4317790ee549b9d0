#include "api/routes/analyses.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "perigee/base/text.h"
#include "perigee/catalog/registry.h"
#include "perigee/schema/json_values.h"

namespace perigee::api {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::string text_of(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

ordered_json head_json(const Analysis& analysis) {
  return {{"name", analysis.name},
          {"title", analysis.title},
          {"help", analysis.help},
          {"href", "/analyses/" + analysis.name},
          {"run", "/analyze/" + analysis.name}};
}

ordered_json columns_json(const std::vector<ColumnNeed>& needs) {
  ordered_json out = ordered_json::array();
  for (const ColumnNeed& need : needs) {
    ordered_json types = ordered_json::array();
    for (const Type type : need.types) types.push_back(word(type));
    out.push_back({{"role", need.role},
                   {"help", need.help},
                   {"types", types},
                   {"aliases", need.aliases},
                   {"optional", need.optional}});
  }
  return out;
}

std::string list_json() {
  ordered_json list = ordered_json::array();
  for (const Analysis& analysis : registry()) list.push_back(head_json(analysis));
  return text_of({{"analyses", std::move(list)}});
}

std::string analysis_json(const Analysis& analysis) {
  ordered_json out = head_json(analysis);
  out["parameters"] = json_schema(analysis.params);
  out["rules"] = ordered_json::array();
  for (const Rule& rule : analysis.rules) out["rules"].push_back(english(rule));
  out["columns"] = columns_json(analysis.columns);
  out["example"] = {
      {"analysis", analysis.name}, {"dataset", "launches"}, {"parameters", ordered_json(to_json(analysis.example))}};
  return text_of(out);
}

Response describe(const Request& request) {
  const std::string& name = request.captures.at("name");
  if (const Analysis* analysis = find_analysis(name)) return json_response(200, analysis_json(*analysis));
  const auto names = analysis_names();
  return problem_response(404, "no-such-analysis", "There is no analysis '" + name + "'." + did_you_mean(name, names),
                          "There are " + in_words(names) + ".");
}

}  // namespace

std::vector<Route> analysis_routes() {
  const std::string head =
      R"({"type": "object", "required": ["name", "title", "help"], "properties": {"name": {"type": "string"}, )"
      R"("title": {"type": "string"}, "help": {"type": "string"}}})";
  Route list;
  list.method = "GET";
  list.pattern = "/analyses";
  list.summary = "what can be drawn";
  list.tag = "analyses";
  list.answers = {{200,
                   "all analyses",
                   {{"application/json",
                     R"({"type": "object", "required": ["analyses"], "properties": {"analyses": )"
                     R"({"type": "array", "items": )" +
                         head + "}}}",
                     ""}},
                   {}}};
  list.handle = [body = list_json()](const Request&) { return json_response(200, body); };

  Param name;
  name.name = "name";
  name.help = "the analysis' name";
  Route one;
  one.method = "GET";
  one.pattern = "/analyses/{name}";
  one.summary = "an analysis: its parameters as JSON Schema, the columns it needs, an example";
  one.tag = "analyses";
  one.captures = {name};
  one.answers = {{200, "the analysis", {{"application/json", head, ""}}, {}}};
  one.handle = describe;
  return {std::move(list), std::move(one)};
}

}  // namespace perigee::api
