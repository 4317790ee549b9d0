// Rules across parameters: a closed vocabulary, so that a rule can be evaluated, printed as CEL and printed as English.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "perigee/schema/param.h"
#include "perigee/schema/value.h"

namespace perigee {

struct AtMost {
  std::string smaller, larger;  // smaller ≤ larger where both are given
};
struct Exclusive {
  std::string one, other;  // not both
};
using Rule = std::variant<AtMost, Exclusive>;

// "'from' must not be greater than 'to'."
std::string english(const Rule& rule);

// Over the object of the parameters as given: "!(has(self.from) && has(self.to)) || self.from <= self.to". A default
// counts as in holds: "self.?from.orValue(1957) <= self.?to.orValue(2020)".
std::string cel(const Rule& rule, const std::vector<Param>& params, std::string_view object = "self");

// `given` holds what the user wrote, `values` the defaults too. An order is a matter of values, exclusion of what was
// written: a default excludes nothing.
bool holds(const Rule& rule, const Values& given, const Values& values);

// The parameter to point at when the rule is broken.
const std::string& culprit(const Rule& rule);

}  // namespace perigee
