#include "perigee/data/row_batch.h"

#include <algorithm>
#include <cstring>

namespace perigee {

void RowBatch::begin_row(std::uint64_t line, std::string_view record) {
  lines_[rows_] = line;
  records_[rows_] = record;
  bytes_ += record.size();
  ++rows_;
}

void RowBatch::keep(std::size_t column, std::string_view text, const Repairs& repairs, std::uint64_t line) {
  if (repairs.is_worth_a_word() || line != lines_[rows_ - 1]) repairs_.push_back({rows_ - 1, column, repairs, line});
  if (text.empty()) return set(column, {});
  auto* bytes = static_cast<char*>(arena_.allocate(text.size(), 1));
  std::memcpy(bytes, text.data(), text.size());
  kept_ += text.size();
  set(column, {bytes, text.size()});
}

void RowBatch::clear() {
  rows_ = bytes_ = 0;
  repairs_.clear();
  problems_.clear();
  if (kept_ > 0) arena_.release();
  kept_ = 0;
}

std::uint64_t RowBatch::line_of(std::size_t row, std::size_t column) const {
  const auto noted = std::find_if(repairs_.begin(), repairs_.end(),
                                  [&](const CellRepairs& cell) { return cell.row == row && cell.column == column; });
  if (noted != repairs_.end()) return noted->line;
  const std::string_view record = records_[row], cell = cells_[column * kBatchRows + row];
  if (record.empty() || cell.empty()) return lines_[row];
  return lines_[row] + static_cast<std::uint64_t>(std::count(record.data(), cell.data(), '\n'));
}

}  // namespace perigee
