// What is shown of each group of rows, in words: how bars, lines and matrices of any dataset name and write it. Header
// only, because every source file of this folder is an analysis and is registered as one.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/analyses/any_dataset.h"
#include "perigee/stat/aggregate.h"

namespace perigee {

struct Measure {
  Aggregate aggregate = Aggregate::count;
  std::string words;           // "rows", "mean of price", "share of rows"
  std::vector<double> values;  // of each row; empty to count rows
  NumberWords number;

  bool is_share() const { return aggregate == Aggregate::share; }
  bool counts() const { return aggregate == Aggregate::count; }
  std::string text(double value) const {
    if (is_share()) return percent(value);
    return counts() ? grouped(value, 0) : number(value);
  }
  // "812 rows", "64%", "17.3"
  std::string amount(double value) const {
    return counts() ? rows_in_words(static_cast<std::int64_t>(value)) : text(value);
  }
  // Whether a row takes part.
  bool has_value(std::size_t row) const { return values.empty() || !std::isnan(values[row]); }
};

// Without a word values are summed up where a column of them is chosen, and rows counted where none is. Nothing where
// the word needs values and no column is chosen.
inline std::optional<Measure> measure_of(const Input& input, const std::optional<std::string>& aggregate,
                                         std::string_view role) {
  const bool has_values = input.table.has(role);
  const std::string word = aggregate.value_or(has_values ? "sum" : "count");
  Measure measure{.aggregate = aggregate_of(word), .words = "rows", .values = {}, .number = {}};
  if (needs_values(measure.aggregate) && !has_values) return std::nullopt;
  if (has_values && !measure.counts()) {
    measure.values = numbers(input.table.column(role));
    measure.words = word + " of " + name_of(input, role);
  } else if (measure.is_share()) {
    measure.words = "share of rows";
  }
  return measure;
}

inline Chart no_measure(const Input& input, const std::optional<std::string>& aggregate, std::string_view role) {
  return nothing_left(input.facts, source_of_rows(input, 0), "No values to show",
                      "aggregate=" + aggregate.value_or("sum") + " needs values, and no column is chosen for them.",
                      "Name one as " + std::string(role) + "=…, or leave 'aggregate' out to count rows.");
}

// What a chart's table calls the measure, and its unit.
inline std::string column_of(const Measure& measure) { return measure.counts() ? "rows" : measure.words; }
inline std::string unit_of(const Measure& measure) { return measure.counts() ? "rows" : ""; }
inline ColumnBuilder builder_of(const Measure& measure) {
  return {column_of(measure), measure.counts() ? Type::integer : Type::real};
}
inline void add(ColumnBuilder& to, const Measure& measure, const std::optional<double>& value) {
  if (!value)
    to.add_missing();
  else if (measure.counts())
    to.add(static_cast<std::int64_t>(*value));
  else
    to.add(*value);
}

// The rows that take part, and why the others don't: each as the number of its key, or none.
struct Keyed {
  std::vector<std::uint32_t> keys;  // Words::kNoWord where the row takes no part
  std::size_t drawn = 0, without_key = 0, without_group = 0, without_value = 0;
};

// Keys made of two: key · groups + group. A row takes part that has both words and a value.
inline Keyed keyed(const std::vector<std::uint32_t>& codes, const Words& groups, const Measure& measure) {
  Keyed keyed;
  keyed.keys.reserve(codes.size());
  const auto count = static_cast<std::uint32_t>(groups.words.size());
  for (std::size_t row = 0; row < codes.size(); ++row) {
    const bool has_key = codes[row] != Words::kNoWord, has_group = groups.codes[row] != Words::kNoWord;
    const bool takes_part = has_key && has_group && measure.has_value(row);
    keyed.keys.push_back(takes_part ? codes[row] * count + groups.codes[row] : Words::kNoWord);
    ++(!has_key     ? keyed.without_key
       : !has_group ? keyed.without_group
       : takes_part ? keyed.drawn
                    : keyed.without_value);
  }
  return keyed;
}

// Each key without its group.
inline std::vector<std::uint32_t> without_group(std::vector<std::uint32_t> keys, std::size_t groups) {
  for (std::uint32_t& key : keys)
    if (key != Words::kNoWord) key /= static_cast<std::uint32_t>(groups);
  return keys;
}

inline void note_gaps(std::vector<std::string>& notes, const Keyed& keyed, const Input& input, std::string_view key,
                      std::string_view value) {
  note_without_word(notes, keyed.without_key, input, key);
  note_without_word(notes, keyed.without_group, input, "group");
  note_left_out(notes, keyed.without_value, "without a number in '" + in_title(own_name(input, value)) + "'");
}

}  // namespace perigee
