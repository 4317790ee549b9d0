// ColumnFill: the second pass over one column. Reads every cell by the column's rule, keeps the rows of the current
// block and the profile of them all.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/data/distinct.h"
#include "perigee/data/report.h"
#include "perigee/data/table.h"
#include "perigee/data/vote.h"
#include "perigee/data/words.h"

namespace perigee {

enum class CellFate : std::uint8_t { kept, missing, misfit, impossible_date };  // misfit: set missing

struct Misfit {
  std::size_t row = 0;  // of those that were given
  CellFate fate = CellFate::misfit;
};

class ColumnFill {
 public:
  ColumnFill(std::string name, ColumnRule rule);

  // The next cells, and the line of each row. The misfits hold until the next call.
  std::span<const Misfit> add(std::span<const std::string_view> cells, std::span<const std::uint64_t> lines);
  void count_mojibake() { ++profile_.repaired_mojibake; }

  const std::string& name() const { return profile_.name; }
  Type type() const { return rule_.type; }
  // The rows since the last call, as one block's column.
  Column take_block();
  ColumnProfile profile() const;

  // Category: the words, and the line that each appeared in first.
  const std::vector<std::string>& words() const { return words_.list(); }
  const std::vector<std::uint64_t>& first_lines() const { return first_lines_; }

 private:
  template <class Add>
  void add_each(std::span<const std::string_view> cells, Add add);
  void add_missing();
  CellFate add_integer(std::string_view text);
  CellFate add_real(std::string_view text);
  CellFate add_time(std::string_view text);
  CellFate add_boolean(std::string_view text);
  CellFate add_word(std::string_view text, std::uint64_t line);
  CellFate add_text(std::string_view text);
  CellFate set_missing(std::string_view text);
  void push_integer(std::int64_t value);
  void count_distinct(std::int64_t value, std::uint64_t small);
  void push_text(std::string_view text, bool is_missing);
  void fill_extent(ColumnProfile& profile) const;

  ColumnRule rule_;
  ColumnProfile profile_;
  Distinct distinct_;
  std::vector<Misfit> misfits_;

  std::array<std::uint64_t, 1024> seen_{};  // a bit for each small value that is counted as distinct
  std::vector<std::int64_t> integers_;      // integer, boolean, date-time: this block's
  std::vector<Precision> precisions_;
  std::int64_t least_integer_, most_integer_;
  Precision least_precision_ = Precision::millisecond, most_precision_ = Precision::millisecond;

  std::vector<double> reals_;
  double least_real_, most_real_;

  std::vector<std::uint32_t> codes_;
  Words words_;  // of all blocks
  std::vector<std::uint64_t> counts_, first_lines_;
  std::vector<std::uint32_t> local_codes_;  // by code: its number in this block, or kMissingCode

  std::string heap_;
  std::vector<std::uint64_t> ends_, missing_bits_;
  std::string least_text_, most_text_;
  std::uint64_t least_front_ = 0, most_front_ = 0;  // their first bytes, which tell nearly always
};

}  // namespace perigee
