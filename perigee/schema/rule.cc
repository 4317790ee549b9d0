#include "perigee/schema/rule.h"

#include <optional>

namespace perigee {
namespace {

std::string both_given(const std::string& one, const std::string& other) {
  return "has(self." + one + ") && has(self." + other + ")";
}

struct English {
  std::string operator()(const AtMost& rule) const {
    return "'" + rule.smaller + "' must not be greater than '" + rule.larger + "'.";
  }
  std::string operator()(const Exclusive& rule) const {
    return "'" + rule.one + "' and '" + rule.other + "' can not be given together.";
  }
};

struct Cel {
  std::string operator()(const AtMost& rule) const {
    const std::string order = "self." + rule.smaller + " <= self." + rule.larger;
    return "!(" + both_given(rule.smaller, rule.larger) + ") || " + order;
  }
  std::string operator()(const Exclusive& rule) const { return "!(" + both_given(rule.one, rule.other) + ")"; }
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
std::string cel(const Rule& rule) { return std::visit(Cel{}, rule); }
bool holds(const Rule& rule, const Values& given, const Values& values) {
  return std::visit(Holds{given, values}, rule);
}
const std::string& culprit(const Rule& rule) { return std::visit(Culprit{}, rule); }

}  // namespace perigee
