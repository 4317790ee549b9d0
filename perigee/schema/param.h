// The description of a parameter as plain data; every face (validation, JSON Schema, --help, CEL, docs) is a writer
// over it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/schema/value.h"

namespace perigee {

enum class Kind : std::uint8_t { integer, number, boolean, enumeration, string, column, strings };

struct Range {
  double least, most;
  bool operator==(const Range&) const = default;
};

struct Param {
  std::string name;  // one type and one meaning across all analyses
  std::string help;  // a phrase without a full stop; mandatory
  Kind kind = Kind::string;
  std::optional<Value> fallback;     // read from the member initialiser of the params struct
  std::optional<Range> range;        // integer, number
  std::vector<std::string> choices;  // enumeration
  std::size_t max_length = 200;      // string, column, each of strings: characters (code points)
  std::size_t max_items = 16;        // strings
};

// nullptr if there is none.
const Param* find_param(const std::vector<Param>& params, std::string_view name);

// What a value has to be, for people: "an integer", "a list of texts".
std::string_view in_words(Kind kind);

// What is allowed, for people: "1900 to 2200", "light or dark", "at most 16"; empty where anything is.
std::string bounds_in_words(const Param& param);

}  // namespace perigee
