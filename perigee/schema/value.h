// A parameter's value as plain data: what REST, the CR and the command line hand to an analysis.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace perigee {

using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;
using Values = std::map<std::string, Value>;  // ordered: its JSON is canonical

// As it is written on a command line or in a query: "true", "1957", "0.5", "a,b" (a comma within an item as "\,").
std::string to_text(const Value& value);

}  // namespace perigee
