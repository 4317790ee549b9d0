// The numbers of columns as plain lists, and the rows that have all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

// Every cell as a number, NaN where it is missing. Integer, real and boolean columns.
std::vector<double> numbers(const Column& column);

// How many digits after the point every value has at most: 0 for whole numbers, up to 3; nothing where some have more.
// Where the values lie on such a lattice, bins and cells must hold equally many of its points.
std::optional<int> decimals_of(std::span<const double> values);

// The rows in which every one of the lists has a finite number, ascending. Lists of one length.
std::vector<std::uint32_t> complete_rows(std::span<const std::vector<double>> lists);

// The values of some rows.
std::vector<double> taken(std::span<const double> values, std::span<const std::uint32_t> rows);

// The words of a column as numbers 0…n − 1 in the order of `words`, most frequent first, ties by name; a missing or
// empty cell is kNoWord.
struct Words {
  static constexpr std::uint32_t kNoWord = static_cast<std::uint32_t>(-1);
  std::vector<std::string> words;
  std::vector<std::uint32_t> codes;  // of each row
  std::vector<std::int64_t> counts;  // of each word
};
Words words_of(const Column& column);  // any type, by Column::display

// Only the first `most` words; the others are one word "Other", the last ("All others" where "Other" is one of the
// first). Where there is but one more it keeps its name.
Words folded(Words words, std::size_t most);

}  // namespace perigee
