#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "perigee/catalog/openapi.h"
#include "perigee/schema/check.h"
#include "perigee/schema/json_values.h"
#include "tests/support/spec_examples.h"

namespace perigee::testing {
namespace {

using Examples = std::vector<SpecExample>;

constexpr const char* kAnyText = "a=1";  // also a filter, and a column with its value

std::string spec_with(const Analysis& analysis, const Values& parameters) {
  return json_text({{"analysis", analysis.name}, {"parameters", to_json(parameters)}});
}

Value number(const Param& param, double value) {
  if (param.kind == Kind::integer) return static_cast<std::int64_t>(value);
  return value;
}

// A parameter with a value, and where a rule compares it with another one, that one with the same value.
Values with(const Analysis& analysis, const Param& param, const Value& value) {
  Values values = {{param.name, value}};
  for (const auto& rule : analysis.rules)
    if (const auto* order = std::get_if<AtMost>(&rule))
      if (order->smaller == param.name || order->larger == param.name)
        values[order->smaller] = values[order->larger] = value;
  return values;
}

class OfParameter {
 public:
  OfParameter(const Analysis& analysis, const Param& param) : analysis_(analysis), param_(param) {}

  Examples all() {
    switch (param_.kind) {
      case Kind::integer:
      case Kind::number:
        numbers();
        break;
      case Kind::boolean:
        accept("said", true);
        refuse("as a text", Value("yes"));
        break;
      case Kind::enumeration:
        for (const auto& choice : param_.choices) accept(choice, choice);
        refuse("no choice of it", Value("no choice of it"));
        break;
      case Kind::strings:
        lists();
        break;
      default:
        texts();
    }
    return std::move(examples_);
  }

 private:
  void numbers() {
    refuse("as a text", Value("1"));
    if (!param_.range) return accept("a number", number(param_, 1));
    const auto [least, most] = *param_.range;
    accept("the least", number(param_, least));
    accept("the greatest", number(param_, most));
    refuse("too small", number(param_, least - 1), says(least - 1));
    refuse("too great", number(param_, most + 1), says(most + 1));
  }

  void texts() {
    accept("the longest", std::string(param_.max_length, 'x'));
    refuse("too long", Value(std::string(param_.max_length + 1, 'x')));
    refuse("on two lines", Value("a\nb"));
    refuse("a number", Value(std::int64_t{1}));
  }

  void lists() {
    accept("as many as there may be", std::vector<std::string>(param_.max_items, kAnyText));
    refuse("too many", Value(std::vector<std::string>(param_.max_items + 1, kAnyText)));
    refuse("as a text", Value(kAnyText));
  }

  std::string says(double value) const { return out_of_range(param_, to_text(number(param_, value)), "").what; }
  std::string name(const std::string& what) const { return analysis_.name + ", " + param_.name + ": " + what; }

  void accept(const std::string& what, const Value& value) {
    examples_.push_back({name(what), spec_with(analysis_, with(analysis_, param_, value))});
  }
  void refuse(const std::string& what, const Value& value, std::string says = "") {
    examples_.push_back(
        {name(what), spec_with(analysis_, {{param_.name, value}}), "spec.parameters." + param_.name, std::move(says)});
  }

  const Analysis& analysis_;
  const Param& param_;
  Examples examples_;
};

// A value that the parameter takes.
Value some_value(const Param& param) {
  if (param.kind == Kind::integer || param.kind == Kind::number)
    return number(param, param.range ? param.range->least : 1);
  if (param.kind == Kind::boolean) return true;
  if (param.kind == Kind::strings) return std::vector<std::string>{kAnyText};
  return param.choices.empty() ? std::string("text") : param.choices.front();
}

struct OfRule {
  const Analysis& analysis;

  Examples operator()(const AtMost& rule) const {
    const Param& smaller = *find_param(analysis.params, rule.smaller);
    const Value least = some_value(smaller), more = number(smaller, smaller.range->least + 1);
    const auto spec = [&](const Value& one, const Value& other) {
      return spec_with(analysis, {{rule.smaller, one}, {rule.larger, other}});
    };
    return {{name(rule, "equal"), spec(least, least)},
            {name(rule, "in order"), spec(least, more)},
            {name(rule, "out of order"), spec(more, least), "spec.parameters." + rule.smaller, english(rule)}};
  }
  Examples operator()(const Exclusive& rule) const {
    const Value one = some_value(*find_param(analysis.params, rule.one));
    const Value other = some_value(*find_param(analysis.params, rule.other));
    return {{name(rule, "one"), spec_with(analysis, {{rule.one, one}})},
            {name(rule, "the other"), spec_with(analysis, {{rule.other, other}})},
            {name(rule, "both"), spec_with(analysis, {{rule.one, one}, {rule.other, other}}),
             "spec.parameters." + rule.other, english(rule)}};
  }

 private:
  std::string name(const Rule& rule, const std::string& what) const {
    return analysis.name + ", " + english(rule) + " " + what;
  }
};

// The first analysis that has no parameter of this name gets it.
Examples misplaced(const std::vector<Analysis>& analyses, const Param& param) {
  const auto stranger = std::find_if(analyses.begin(), analyses.end(), [&](const Analysis& analysis) {
    return find_param(analysis.params, param.name) == nullptr;
  });
  if (stranger == analyses.end()) return {};
  return {{stranger->name + " with the " + param.name + " of another",
           spec_with(*stranger, {{param.name, some_value(param)}}), "spec.parameters." + param.name,
           unknown_name(param.name, {}, "").what}};
}

}  // namespace

std::vector<SpecExample> parameter_examples(const std::vector<Analysis>& analyses) {
  Examples all;
  const auto add = [&all](const Examples& more) { all.insert(all.end(), more.begin(), more.end()); };
  std::map<std::string, Param> seen;
  for (const auto& analysis : analyses) {
    all.push_back({"the sample of " + analysis.name, json_text(request_example(analysis))});
    for (const auto& rule : analysis.rules) add(std::visit(OfRule{analysis}, rule));
    for (const auto& param : analysis.params)
      if (seen.emplace(param.name, param).second) add(OfParameter(analysis, param).all());
  }
  for (const auto& [name, param] : seen) add(misplaced(analyses, param));
  return all;
}

}  // namespace perigee::testing
