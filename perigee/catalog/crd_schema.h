// Pieces of a structural schema, as the files of the CRD put them together.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/catalog/analysis.h"
#include "perigee/schema/param.h"

namespace perigee::crd_schema {

using Schema = nlohmann::ordered_json;

// A rule over `self`. The message is a sentence; `computed` is one in CEL that knows the value, and stands in its
// place.
struct CelRule {
  std::string rule;
  std::string message = {};
  std::string computed = {};
  std::string field = {};  // the member to point at: ".parameters.from"; empty: where the rule stands
};
void add(Schema& schema, const CelRule& rule);

// In a sentence, where the value stands.
inline constexpr std::string_view kShown = "{value}";

// The rule, with what the REST API says of the same problem: `problem` was made with kShown for the value, and
// `expression` is the value.
CelRule rule_of(std::string rule, const Problem& problem, std::string_view expression);

Schema object(std::string description);
Schema text(std::string description, std::size_t longest);
Schema integer(std::string description);

// Of the value of a label.
inline constexpr std::size_t kLongestLabelValue = 63;

// Any text on one line.
inline constexpr std::string_view kOneLine = "^[^[:cntrl:]]*$";

// Type, choices, lengths and, as a rule, the range.
Schema schema_of(const Param& param);

// "first year shown" → "First year shown. 1957 to 2200."
std::string description_of(const Param& param);

// The parts of the whole.
Schema spec(const std::vector<Analysis>& analyses);
Schema parameters(const std::vector<Analysis>& analyses);
std::vector<CelRule> parameter_rules(const std::vector<Analysis>& analyses);  // over the spec: whose parameter is it
Schema runner();
Schema status();

}  // namespace perigee::crd_schema
