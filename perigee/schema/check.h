// Validation of what a user gave against a description. All problems at once, each naming the thing and the remedy.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/schema/param.h"
#include "perigee/schema/rule.h"
#include "perigee/schema/value.h"

namespace perigee {

// Unknown names (with "did you mean"), wrong types, bounds, rules. `where` of a problem is `under` + "/" + name.
// The values returned hold the given ones, each in its parameter's own type (a whole number becomes a real one where
// a real one is meant, 3.0 an integer), and the defaults.
Result<Values> check(const std::vector<Param>& params, const std::vector<Rule>& rules, const Values& given,
                     std::string_view under = "/parameters");

// One value against its parameter: the value in the parameter's own type.
Result<Value> check_value(const Param& param, const Value& value, std::string_view where);

// A value as it comes from a query string or the command line ("1957", "true", "a,b"; "\," is a comma in an item).
// Bounds are not looked at: check does that.
Result<Value> parse_value(const Param& param, const std::string& text, std::string_view where = {});

// A whole query or command line: name and text, in order. A list may be given in several pieces; anything else given
// twice is a problem, and so is a name that no parameter has.
Result<Values> parse_values(const std::vector<Param>& params,
                            const std::vector<std::pair<std::string, std::string>>& texts,
                            std::string_view under = "/parameters");

// The problem of a number that is not within the parameter's range; `shown` is the number as text.
Problem out_of_range(const Param& param, std::string_view shown, std::string_view where);

// The problem of a name that is not among those known.
Problem unknown_name(std::string_view name, const std::vector<std::string>& known, std::string_view where);

}  // namespace perigee
