#include "perigee/stat/take.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "perigee/data/chunk.h"
#include "perigee/stat/cell.h"

namespace perigee {
namespace {

// Numbers words anew, in the order in which they are met, without a look at their letters.
class Renumbering {
 public:
  explicit Renumbering(const std::vector<std::string>& words) : words_(words), numbers_(words.size(), kMissingCode) {}

  std::uint32_t operator()(std::uint32_t code) {
    if (code == kMissingCode) return code;
    std::uint32_t& number = numbers_[code];
    if (number == kMissingCode) {
      number = static_cast<std::uint32_t>(met_.size());
      met_.push_back(words_[code]);
    }
    return number;
  }

  std::vector<std::string> take() { return std::move(met_); }

 private:
  const std::vector<std::string>& words_;
  std::vector<std::uint32_t> numbers_;  // by the old code; kMissingCode: not met yet
  std::vector<std::string> met_;
};

Column take_words(const Column& column, std::span<const std::size_t> rows) {
  Renumbering renumbered(column.dictionary());
  std::vector<std::shared_ptr<const Chunk>> chunks;
  std::vector<std::uint32_t> codes;
  for (std::size_t begin = 0; begin < rows.size(); begin += kRowsPerBlock) {
    codes.clear();
    for (const std::size_t row : rows.subspan(begin, std::min(kRowsPerBlock, rows.size() - begin)))
      codes.push_back(renumbered(column.code(row)));
    chunks.push_back(std::make_shared<const Chunk>(code_chunk(codes)));
  }
  return {column.name(), Type::category, std::move(chunks),
          std::make_shared<const std::vector<std::string>>(renumbered.take())};
}

Column take(const Column& column, std::span<const std::size_t> rows) {
  if (column.type() == Type::category) return take_words(column, rows);
  ColumnBuilder taken(column.name(), column.type());
  for (const std::size_t row : rows) add_cell(taken, column, row);
  return taken.build();
}

}  // namespace

Table take(const Table& table, std::span<const std::size_t> rows) {
  std::vector<Column> columns;
  for (const Column& column : table.columns()) columns.push_back(take(column, rows));
  return Table(std::move(columns));
}

}  // namespace perigee
