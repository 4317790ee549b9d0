#include "perigee/catalog/crd_schema.h"

#include <nlohmann/json.hpp>

#include "perigee/base/text.h"
#include "perigee/schema/cel.h"
#include "perigee/schema/check.h"

namespace perigee::crd_schema {
namespace {

Schema one_line(Schema schema) {
  schema["pattern"] = kOneLine;
  return schema;
}

Schema list(const Param& param) {
  Schema schema = {{"type", "array"}, {"description", description_of(param)}};
  schema["maxItems"] = param.max_items;
  schema["items"] = {{"type", "string"}, {"maxLength", param.max_length}, {"pattern", kOneLine}};
  return schema;
}

Schema choice(const Param& param) {
  Schema schema = {{"type", "string"}, {"description", description_of(param)}};
  schema["enum"] = param.choices;
  return schema;
}

Schema number(const Param& param) {
  Schema schema = {{"type", param.kind == Kind::integer ? "integer" : "number"},
                   {"description", description_of(param)}};
  if (param.range) add(schema, rule_of(cel_within(param), out_of_range(param, kShown, ""), "self"));
  return schema;
}

std::string capitalized(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 32);
  return text;
}

std::string fallback_in_words(const Param& param) {
  if (!param.fallback) return "";
  const std::string text = to_text(*param.fallback);
  return text.empty() ? "" : " Default: " + text + ".";
}

}  // namespace

void add(Schema& schema, const CelRule& rule) {
  Schema validation = {{"rule", rule.rule}};
  if (!rule.message.empty()) validation["message"] = rule.message;
  if (!rule.computed.empty()) validation["messageExpression"] = rule.computed;
  if (!rule.field.empty()) validation["fieldPath"] = rule.field;
  schema["x-kubernetes-validations"].push_back(std::move(validation));
}

CelRule rule_of(std::string rule, const Problem& problem, std::string_view expression) {
  const std::string sentence = problem.what + " " + problem.remedy;
  if (sentence.find(kShown) == std::string::npos) return {.rule = std::move(rule), .message = sentence};
  return {.rule = std::move(rule), .computed = cel_sentence(sentence, kShown, expression)};
}

Schema object(std::string description) {
  return {{"type", "object"}, {"description", std::move(description)}, {"properties", Schema::object()}};
}

Schema text(std::string description, std::size_t longest) {
  return {{"type", "string"}, {"description", std::move(description)}, {"maxLength", longest}};
}

Schema integer(std::string description) { return {{"type", "integer"}, {"description", std::move(description)}}; }

Schema schema_of(const Param& param) {
  switch (param.kind) {
    case Kind::integer:
    case Kind::number:
      return number(param);
    case Kind::boolean:
      return {{"type", "boolean"}, {"description", description_of(param)}};
    case Kind::enumeration:
      return choice(param);
    case Kind::strings:
      return list(param);
    default:
      return one_line(text(description_of(param), param.max_length));
  }
}

std::string description_of(const Param& param) {
  std::string sentence = capitalized(param.help) + ".";
  if (const std::string bounds = bounds_in_words(param); !bounds.empty() && param.choices.empty())
    sentence += " " + capitalized(bounds) + ".";
  return sentence + fallback_in_words(param);
}

}  // namespace perigee::crd_schema
