// The description of a parameter as plain data; every face (validation, JSON Schema, --help, CEL, docs) is a writer
// over it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/schema/value.h"

namespace perigee {

enum class Kind { integer, number, boolean, enumeration, string, column, strings };

struct Range {
  double least, most;
  bool operator==(const Range&) const = default;
};

struct Param {
  std::string name;  // one type and one meaning across all analyses
  std::string help;  // a sentence without a full stop; mandatory
  Kind kind = Kind::string;
  std::optional<Value> fallback;  // read from the member initialiser of the params struct
  std::optional<Range> range;     // integer, number
  std::vector<std::string> choices;  // enumeration
  std::size_t max_length = 200;   // string, column, each of strings: bytes
  std::size_t max_items = 16;     // strings
};

// A closed vocabulary of cross-field rules, so that a rule can be evaluated, printed as CEL and printed as English.
struct AtMost {
  std::string smaller, larger;  // smaller ≤ larger where both are given
};
struct Exclusive {
  std::string one, other;  // not both
};
using Rule = std::variant<AtMost, Exclusive>;

std::string english(const Rule& rule);
std::string cel(const Rule& rule);

// All problems at once: unknown names (with "did you mean"), wrong types, bounds, rules. `where` is "/parameters/x".
// The values returned hold the given ones and the defaults.
Result<Values> check(const std::vector<Param>& params, const std::vector<Rule>& rules, const Values& given);

// A parameter as it comes from a query string or the command line ("1957", "true", "a,b").
Result<Value> parse_value(const Param& param, const std::string& text);

}  // namespace perigee
