// ColumnVote: what a column's cells could be, and what the column therefore is. The rule (docs/formats.md):
//
//   A column is boolean, a number or a date-time when nine of ten of its cells are shaped like one; empty cells and
//   missing words do not count. It is integer when all of its numbers are integral. Everything else is words: a
//   category when they repeat, otherwise text. How decimals, thousands and days are written is decided likewise, by
//   the column's unambiguous cells. No cell is ever read by its own rule.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "perigee/data/date.h"
#include "perigee/data/distinct.h"
#include "perigee/data/number.h"
#include "perigee/data/table.h"

namespace perigee {

// How every cell of a column is read in the second pass.
struct ColumnRule {
  Type type = Type::text;
  Decimal decimal = Decimal::point;
  DayOrder order = DayOrder::day_first;
  bool operator==(const ColumnRule&) const = default;
};

class ColumnVote {
 public:
  // A cell as it stands in the given line, trimmed and repaired.
  void add(std::string_view text, std::uint64_t line);
  void add(std::span<const std::string_view> cells, std::span<const std::uint64_t> lines);

  // `ambiguous`: how a column is read in which 1,234 occurs and nothing tells what it means.
  ColumnRule rule(Decimal ambiguous = Decimal::point) const;

  bool is_empty() const { return filled_ == 0; }
  // The line of the first number that no double holds; 0 when there is none.
  std::uint64_t unbounded_line() const { return unbounded_line_; }
  // A column of words of which at least half are numbers: the line of the first that is none. Otherwise 0.
  std::uint64_t mixed_line() const;

 private:
  std::uint64_t numbers(Decimal decimal) const;
  std::uint64_t voting() const { return filled_ - missing_words_; }
  bool wins(std::uint64_t cells) const;
  Decimal decimal(Decimal ambiguous) const;
  bool is_integral(Decimal decimal) const;
  bool is_category() const;
  bool add_number(std::string_view text, std::uint64_t line);
  bool add_date(std::string_view text);
  void add_words_cell(std::string_view text, std::uint64_t line);
  void look_up(std::string_view text);
  bool is_known_word(std::string_view text) const;

  std::uint64_t filled_ = 0, missing_words_ = 0, booleans_ = 0, words_ = 0;
  std::array<std::uint64_t, kNumberKinds> numbers_{};
  std::array<std::uint64_t, kDateKinds> dates_{};
  std::uint64_t first_word_line_ = 0, unbounded_line_ = 0;
  // For category or text. Cells before the first word are not looked up: each counts as another word.
  Distinct distinct_;
  std::uint64_t uncounted_ = 0, distinct_bytes_ = 0;
  // Hashes of words that were seen, so that those that repeat are not looked at again.
  std::array<std::uint64_t, 2048> known_words_{};
  bool last_was_date_ = false;
};

}  // namespace perigee
