// RowBatch: the cells of up to 128 rows, column after column. Votes and fills take a column of a batch at a time, which
// keeps the state of that column, and what branches it takes, in the processor.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/data/clean.h"

namespace perigee {

inline constexpr std::size_t kBatchRows = 128;

// A cell that is kept: what was repaired in it, and the line that it stands in.
struct CellRepairs {
  std::size_t row = 0, column = 0;
  Repairs repairs;
  std::uint64_t line = 0;
};

// A problem of a whole row.
struct RowProblem {
  std::size_t row = 0;
  Problem problem;
};

// Not thread-safe. Cells are views: of what was given, or of what the batch keeps until it is cleared.
class RowBatch {
 public:
  explicit RowBatch(std::size_t columns) : columns_(columns), cells_(columns * kBatchRows) {}

  // Every cell of the row must then be set. `record` is the text that the cells given to set() lie in.
  void begin_row(std::uint64_t line, std::string_view record = {});
  // A cell of the row. Its text must last until the batch is cleared.
  void set(std::size_t column, std::string_view text) { cells_[column * kBatchRows + rows_ - 1] = text; }
  // Empty cells from the given column on.
  void set_empty(std::size_t from) {
    for (; from < columns_; ++from) set(from, {});
  }
  // A cell whose text does not last.
  void keep(std::size_t column, std::string_view text, const Repairs& repairs, std::uint64_t line);
  void add(Problem problem) { problems_.push_back({rows_ - 1, std::move(problem)}); }  // of the row
  void clear();

  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  // No row may be begun before it is cleared.
  bool is_full() const { return rows_ == kBatchRows || kept_ >= kMostKept; }

  std::span<const std::string_view> column(std::size_t column) const { return {&cells_[column * kBatchRows], rows_}; }
  std::span<const std::uint64_t> lines() const { return {lines_.data(), rows_}; }
  std::size_t bytes() const { return bytes_ + kept_; }  // of all cells' texts, about
  std::uint64_t line_of(std::size_t row, std::size_t column) const;
  const std::vector<CellRepairs>& repairs() const { return repairs_; }   // row by row, and there by column
  const std::vector<RowProblem>& problems() const { return problems_; }  // row by row

 private:
  static constexpr std::size_t kMostKept = 1 << 20;  // bytes

  std::size_t columns_, rows_ = 0, bytes_ = 0;
  std::vector<std::string_view> cells_;
  std::array<std::uint64_t, kBatchRows> lines_;
  std::array<std::string_view, kBatchRows> records_;
  std::vector<CellRepairs> repairs_;
  std::vector<RowProblem> problems_;
  std::pmr::monotonic_buffer_resource arena_;
  std::size_t kept_ = 0;
};

}  // namespace perigee
