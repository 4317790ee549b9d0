// The union of all analyses' parameters, and whose is which. A parameter's name has one type and one meaning
// everywhere, so that it needs one schema, one range and one rule that names the analyses which take it.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "perigee/base/text.h"
#include "perigee/catalog/crd_schema.h"
#include "perigee/catalog/filter.h"
#include "perigee/schema/cel.h"
#include "perigee/schema/check.h"

namespace perigee::crd_schema {
namespace {

using Names = std::vector<std::string>;

struct Taken {
  Param param;
  Names by;  // the analyses that have it
};

std::map<std::string, Taken> taken_by_name(const std::vector<Analysis>& analyses) {
  std::map<std::string, Taken> all;
  for (const auto& analysis : analyses)
    for (const auto& param : analysis.params) {
      Taken& taken = all.try_emplace(param.name, Taken{param, {}}).first->second;
      if (taken.param.fallback != param.fallback) taken.param.fallback.reset();  // each has a default of its own
      taken.by.push_back(analysis.name);
    }
  return all;
}

Names all_but(const Names& names, const std::vector<Analysis>& analyses) {
  Names others;
  for (const auto& analysis : analyses)
    if (std::find(names.begin(), names.end(), analysis.name) == names.end()) others.push_back(analysis.name);
  return others;
}

// "geography and sector", or all but the others, whichever is shorter.
std::string takers(const Names& names, const std::vector<Analysis>& analyses) {
  const Names others = all_but(names, analyses);
  if (others.empty()) return "all analyses";
  return others.size() < names.size() ? "all but " + in_words(others) : in_words(names);
}

// An expression over the spec that is true for these analyses.
std::string is_one_of(const Names& names, const std::vector<Analysis>& analyses) {
  const Names others = all_but(names, analyses);
  if (others.size() < names.size()) return "!(self.analysis in " + cel_list(others) + ")";
  return "self.analysis in " + cel_list(names);
}

CelRule membership(const Taken& taken, const std::vector<Analysis>& analyses) {
  const std::string& name = taken.param.name;
  return {.rule = "!has(self.parameters) || !has(self.parameters." + cel_member(name) + ") || " +
                  is_one_of(taken.by, analyses),
          .message = unknown_name(name, {}, "").what + " Leave it out.",
          .field = ".parameters." + name};
}

// A rule across parameters, and who has it. Analyses with other defaults have another one.
struct Across {
  Rule rule;
  std::vector<Param> params;  // of the first that has it
  Names holders;
};

std::map<std::string, Across> across_by_text(const std::vector<Analysis>& analyses) {
  std::map<std::string, Across> all;
  for (const auto& analysis : analyses)
    for (const auto& rule : analysis.rules)
      all.try_emplace(cel(rule, analysis.params), Across{rule, analysis.params, {}})
          .first->second.holders.push_back(analysis.name);
  return all;
}

Names names_in(const Rule& rule) {
  struct Both {
    Names operator()(const AtMost& r) const { return {r.smaller, r.larger}; }
    Names operator()(const Exclusive& r) const { return {r.one, r.other}; }
  };
  return std::visit(Both{}, rule);
}

// Whether an analysis has all parameters that the rule speaks of, and yet not the rule.
bool is_for_some(const Across& across, const std::vector<Analysis>& analyses) {
  const Names names = names_in(across.rule);
  return std::any_of(analyses.begin(), analyses.end(), [&](const Analysis& analysis) {
    const bool has_all = std::all_of(names.begin(), names.end(), [&](const std::string& name) {
      return find_param(analysis.params, name) != nullptr;
    });
    const bool is_holder =
        std::find(across.holders.begin(), across.holders.end(), analysis.name) != across.holders.end();
    return has_all && !is_holder;
  });
}

std::string message_of(const Across& across) { return english(across.rule) + " Change one of the two."; }

}  // namespace

Schema parameters(const std::vector<Analysis>& analyses) {
  Schema schema = object("Parameters of the analysis. Those left out have its defaults.");
  for (const auto& [name, taken] : taken_by_name(analyses)) {
    Schema member = schema_of(taken.param);
    member["description"] = description_of(taken.param) + " Taken by " + takers(taken.by, analyses) + ".";
    if (name == shared::kFilter.name)
      add(member["items"], rule_of("self.matches(" + cel_literal(std::string(kFilterPattern)) + ")",
                                   unreadable_filter(std::string(kShown)), "self"));
    schema["properties"][name] = std::move(member);
  }
  for (const auto& [cel, across] : across_by_text(analyses))
    if (!is_for_some(across, analyses))
      add(schema, {.rule = cel, .message = message_of(across), .field = "." + culprit(across.rule)});
  return schema;
}

std::vector<CelRule> parameter_rules(const std::vector<Analysis>& analyses) {
  std::vector<CelRule> rules;
  for (const auto& [name, taken] : taken_by_name(analyses))
    if (taken.by.size() < analyses.size()) rules.push_back(membership(taken, analyses));
  for (const auto& [text, across] : across_by_text(analyses))
    if (is_for_some(across, analyses))
      rules.push_back({.rule = "!has(self.parameters) || " + is_one_of(all_but(across.holders, analyses), analyses) +
                               " || " + cel(across.rule, across.params, "self.parameters"),
                       .message = message_of(across),
                       .field = ".parameters." + culprit(across.rule)});
  return rules;
}

}  // namespace perigee::crd_schema
