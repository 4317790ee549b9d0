#include "api/openapi.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <nlohmann/json.hpp>
#include <string_view>

#include "perigee/catalog/registry.h"
#include "perigee/schema/json_values.h"

namespace perigee::api {
namespace {

using nlohmann::json;

json problem_schema() {
  const json text = {{"type", "string"}};
  const json count = {{"type", "integer"}, {"minimum", 1}};
  const json one = {
      {"type", "object"},
      {"required", {"code", "detail"}},
      {"properties",
       {{"code", text}, {"detail", text}, {"pointer", text}, {"remedy", text}, {"line", count}, {"column", count}}}};
  return {{"type", "object"},
          {"description", "RFC 9457; all problems are listed at once. `error` is one sentence."},
          {"required", {"type", "title", "status", "detail", "error", "errors"}},
          {"properties",
           {{"type", text},
            {"title", text},
            {"status", {{"type", "integer"}}},
            {"detail", text},
            {"error", text},
            {"errors", {{"type", "array"}, {"minItems", 1}, {"items", one}}}}}};
}

json components() {
  json schemas = {{"Problem", problem_schema()}};
  for (const Analysis& analysis : registry()) schemas["Parameters-" + analysis.name] = json_schema(analysis.params);
  return {{"schemas", std::move(schemas)}};
}

// A component's name, or the schema itself.
json schema_of(const std::string& schema) {
  if (schema.starts_with('{')) return json::parse(schema);
  return {{"$ref", "#/components/schemas/" + schema}};
}

json media_of(const MediaDoc& media) {
  json out = json::object();
  if (!media.schema.empty()) out["schema"] = schema_of(media.schema);
  if (!media.example.empty()) out["example"] = json::parse(media.example);
  return out;
}

json content_of(const std::vector<MediaDoc>& media) {
  json content = json::object();
  for (const MediaDoc& one : media) content[one.content_type] = media_of(one);
  return content;
}

json parameter_of(const Param& param, std::string_view in) {
  json out = {{"name", param.name},
              {"in", in},
              {"description", param.help},
              {"required", in == "path"},
              {"schema", json_schema(param)}};
  out["schema"].erase("description");
  if (param.kind == Kind::strings) out["explode"] = true;
  return out;
}

// The headers of requests that routes name, and what they mean. All are optional. Accept is not among them: OpenAPI has
// the types of the answers for that.
struct RequestHeader {
  std::string_view name, help, schema;
};
constexpr std::array kRequestHeaders = {
    RequestHeader{"Idempotency-Key", "the same key with the same body makes one job, however often it is sent",
                  R"({"type": "string", "pattern": "^[!-~]{1,255}$"})"},
    RequestHeader{"If-None-Match", "the ETag of the copy that the client has", R"({"type": "string"})"},
    RequestHeader{"Last-Event-ID", "the last event that the client has seen", R"({"type": "string"})"},
    RequestHeader{"Prefer", "`wait=10` asks what ?wait=10 asks (RFC 7240)",
                  R"({"type": "string", "examples": ["wait=10"]})"}};

json header_of(std::string_view name) {
  const auto known = std::ranges::find(kRequestHeaders, name, &RequestHeader::name);
  assert(known != kRequestHeaders.end());
  return {{"name", name},
          {"in", "header"},
          {"description", known->help},
          {"required", false},
          {"schema", json::parse(known->schema)}};
}

json headers_of(const std::vector<std::string>& names) {
  json headers = json::object();
  for (const std::string& name : names) headers[name] = {{"schema", {{"type", "string"}}}};
  return headers;
}

json answer_of(const AnswerDoc& answer) {
  json out = {{"description", answer.help}};
  if (!answer.media.empty()) out["content"] = content_of(answer.media);
  if (!answer.headers.empty()) out["headers"] = headers_of(answer.headers);
  return out;
}

json problem_answer(std::string_view help) {
  return {{"description", help},
          {"content", {{kProblemType, {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
}

// What every route may answer beside its own.
void add_common_answers(const Route& route, json& answers) {
  const auto add = [&](std::string_view status, std::string_view help) {
    if (!answers.contains(status)) answers[std::string(status)] = problem_answer(help);
  };
  add("400", "The request can not be read, or a parameter is wrong; every problem is listed.");
  add("405", "The address does not know the method; Allow names those it knows.");
  if (route.pattern.find('{') != std::string::npos) add("404", "There is no such resource.");
  if (!route.body.empty()) {
    add("408", "The body came too slowly.");
    add("413", "The body is too large.");
    add("415", "The body's type or coding is not read here.");
  }
  add("500", "A bug; the log says more.");
  add("503", "Redis is not there, or the server is busy; try again after Retry-After seconds.");
  if (route.method != "GET") add("507", "Redis or a disk is full.");
}

json operation_of(const Route& route) {
  json parameters = json::array();
  for (const Param& param : route.captures) parameters.push_back(parameter_of(param, "path"));
  for (const Param& param : route.query) parameters.push_back(parameter_of(param, "query"));
  for (const std::string& name : route.headers) parameters.push_back(header_of(name));
  json answers = json::object();
  for (const AnswerDoc& answer : route.answers) answers[std::to_string(answer.status)] = answer_of(answer);
  add_common_answers(route, answers);
  std::string id = route.method + route.pattern;
  std::ranges::replace_if(
      id, [](char c) { return c == '/' || c == '{' || c == '}' || c == '.'; }, '-');
  json out = {
      {"operationId", id}, {"summary", route.summary}, {"tags", {route.tag}}, {"responses", std::move(answers)}};
  if (!parameters.empty()) out["parameters"] = std::move(parameters);
  if (!route.body.empty())
    out["requestBody"] = {{"required", !route.body_optional}, {"content", content_of(route.body)}};
  return out;
}

std::string lower_method(std::string method) {
  std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  return method;
}

}  // namespace

std::string openapi_json(const std::vector<Route>& routes) {
  json paths = json::object();
  for (const Route& route : routes) paths[route.pattern][lower_method(route.method)] = operation_of(route);
  const json document = {{"openapi", "3.1.0"},
                         {"info",
                          {{"title", "Perigee"},
                           {"version", PERIGEE_VERSION},
                           {"description", "Launch data in, publication-grade charts out."},
                           {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
                         {"servers", {{{"url", "/"}}}},
                         {"paths", std::move(paths)},
                         {"components", components()}};
  return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace perigee::api
