#include "perigee/schema/rule.h"

#include <optional>

#include "perigee/base/text.h"
#include "perigee/schema/cel.h"

namespace perigee {
namespace {

struct English {
  std::string operator()(const AtMost& rule) const {
    return "'" + rule.smaller + "' must not be greater than '" + rule.larger + "'.";
  }
  std::string operator()(const Exclusive& rule) const {
    return "'" + rule.one + "' and '" + rule.other + "' can not be given together.";
  }
};

struct Cel {
  const std::vector<Param>& params;
  std::string_view object;

  std::string operator()(const AtMost& rule) const {
    std::vector<std::string> needed;
    for (const auto& name : {rule.smaller, rule.larger})
      if (!fallback(name)) needed.push_back(given(name));
    std::string order = value(rule.smaller) + " <= " + value(rule.larger);
    if (needed.empty()) return order;
    return (needed.size() == 1 ? "!" + needed.front() : "!(" + join(needed, " && ") + ")") + " || " + order;
  }
  std::string operator()(const Exclusive& rule) const {
    return "!(" + given(rule.one) + " && " + given(rule.other) + ")";
  }

 private:
  const Value* fallback(const std::string& name) const {
    const Param* param = find_param(params, name);
    return param != nullptr && param->fallback ? &*param->fallback : nullptr;
  }
  std::string given(const std::string& name) const { return "has(" + member(".", name) + ")"; }
  std::string value(const std::string& name) const {
    if (const Value* instead = fallback(name)) return member(".?", name) + ".orValue(" + cel_literal(*instead) + ")";
    return member(".", name);
  }
  std::string member(std::string_view link, const std::string& name) const {
    return std::string(object) + std::string(link) + cel_member(name);
  }
};

std::optional<double> number_in(const Values& values, const std::string& name) {
  const auto found = values.find(name);
  if (found == values.end()) return std::nullopt;
  if (const auto* integer = std::get_if<std::int64_t>(&found->second)) return static_cast<double>(*integer);
  if (const auto* number = std::get_if<double>(&found->second)) return *number;
  return std::nullopt;
}

struct Holds {
  const Values& given;
  const Values& values;

  bool operator()(const AtMost& rule) const {
    const auto smaller = number_in(values, rule.smaller);
    const auto larger = number_in(values, rule.larger);
    return !smaller || !larger || *smaller <= *larger;
  }
  bool operator()(const Exclusive& rule) const { return !(given.contains(rule.one) && given.contains(rule.other)); }
};

struct Culprit {
  const std::string& operator()(const AtMost& rule) const { return rule.smaller; }
  const std::string& operator()(const Exclusive& rule) const { return rule.other; }
};

}  // namespace

std::string english(const Rule& rule) { return std::visit(English{}, rule); }
std::string cel(const Rule& rule, const std::vector<Param>& params, std::string_view object) {
  return std::visit(Cel{params, object}, rule);
}
bool holds(const Rule& rule, const Values& given, const Values& values) {
  return std::visit(Holds{given, values}, rule);
}
const std::string& culprit(const Rule& rule) { return std::visit(Culprit{}, rule); }

}  // namespace perigee
