#include "perigee/stat/coder.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "perigee/stat/cell.h"

namespace perigee {

class Coder::Codes {
 public:
  virtual ~Codes() = default;
  virtual std::uint32_t size() const = 0;
  virtual void read(std::size_t begin, std::span<std::uint32_t> codes) const = 0;
  virtual std::vector<std::uint32_t> ranks() const = 0;
  virtual void add(ColumnBuilder& to, std::uint32_t code) const = 0;
};

namespace {

constexpr std::int64_t kWidestRange = 65'536;

// Codes in the order of their cells, inverted: the place of each code. The missing cell's code stays last.
template <class Less>
std::vector<std::uint32_t> places(std::uint32_t size, Less less) {
  std::vector<std::uint32_t> order(size);
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end() - 1, less);
  std::vector<std::uint32_t> place(size);
  for (std::uint32_t at = 0; at < size; ++at) place[order[at]] = at;
  return place;
}

class CategoryCodes final : public Coder::Codes {
 public:
  explicit CategoryCodes(const Column& column) : column_(column) {}

  std::uint32_t size() const override { return static_cast<std::uint32_t>(column_.dictionary().size()) + 1; }
  void read(std::size_t begin, std::span<std::uint32_t> codes) const override {
    column_.read_codes(begin, codes);
    const std::uint32_t missing = size() - 1;
    for (std::uint32_t& code : codes) code = std::min(code, missing);  // kMissingCode is the greatest
  }
  std::vector<std::uint32_t> ranks() const override {
    const std::vector<std::string>& words = column_.dictionary();
    return places(size(), [&](std::uint32_t a, std::uint32_t b) { return words[a] < words[b]; });
  }
  void add(ColumnBuilder& to, std::uint32_t code) const override {
    if (code == size() - 1) return to.add_missing();
    to.add(std::string_view(column_.dictionary()[code]));
  }

 private:
  const Column& column_;
};

struct Extent {
  std::int64_t least = std::numeric_limits<std::int64_t>::max(), most = std::numeric_limits<std::int64_t>::min();
  bool is_empty() const { return least > most; }
};

Extent extent_of(const Column& column) {
  Extent extent;
  std::vector<std::int64_t> block(std::min(kRowsAtATime, column.size()));
  for (std::size_t begin = 0; begin < column.size(); begin += block.size()) {
    const std::span<std::int64_t> cells(block.data(), std::min(block.size(), column.size() - begin));
    column.read(begin, cells);
    for (const std::int64_t cell : cells) {
      extent.most = std::max(extent.most, cell);  // kMissing is the least of all integers: it never wins
      extent.least = std::min(extent.least, cell == kMissing ? extent.least : cell);
    }
  }
  return extent;
}

class RangeCodes final : public Coder::Codes {
 public:
  RangeCodes(const Column& column, Extent extent)
      : column_(column), least_(extent.least), missing_(static_cast<std::uint32_t>(extent.most - extent.least + 1)) {}

  std::uint32_t size() const override { return missing_ + 1; }
  void read(std::size_t begin, std::span<std::uint32_t> codes) const override {
    std::int64_t block[kRowsAtATime];
    for (std::size_t done = 0; done < codes.size(); done += kRowsAtATime) {
      const std::span<std::int64_t> cells(block, std::min(kRowsAtATime, codes.size() - done));
      column_.read(begin + done, cells);
      for (std::size_t i = 0; i < cells.size(); ++i)
        codes[done + i] = cells[i] == kMissing ? missing_ : static_cast<std::uint32_t>(cells[i] - least_);
    }
  }
  std::vector<std::uint32_t> ranks() const override {
    std::vector<std::uint32_t> same(size());
    std::iota(same.begin(), same.end(), 0u);
    return same;
  }
  void add(ColumnBuilder& to, std::uint32_t code) const override {
    if (code == missing_) return to.add_missing();
    to.add(least_ + static_cast<std::int64_t>(code));
  }

 private:
  const Column& column_;
  std::int64_t least_;
  std::uint32_t missing_;
};

template <class Cell>
Cell cell_of(const Column& column, std::size_t row) {
  if constexpr (std::is_same_v<Cell, std::string_view>)
    return column.text(row);
  else if constexpr (std::is_same_v<Cell, double>)
    return column.number(row);
  else
    return column.integer(row);
}

// Cell: std::int64_t, double or std::string_view (into the column's cells). NaN is missing, so doubles have an order.
template <class Cell>
class HashCodes final : public Coder::Codes {
 public:
  explicit HashCodes(const Column& column) : column_(column) {
    for (std::size_t row = 0; row < column.size(); ++row) {
      if (column.is_missing(row)) continue;
      const Cell cell = cell_of<Cell>(column, row);
      if (codes_.try_emplace(cell, static_cast<std::uint32_t>(cells_.size())).second) cells_.push_back(cell);
    }
  }

  std::uint32_t size() const override { return static_cast<std::uint32_t>(cells_.size()) + 1; }
  void read(std::size_t begin, std::span<std::uint32_t> codes) const override {
    for (std::size_t i = 0; i < codes.size(); ++i)
      codes[i] = column_.is_missing(begin + i) ? size() - 1 : codes_.at(cell_of<Cell>(column_, begin + i));
  }
  std::vector<std::uint32_t> ranks() const override {
    return places(size(), [&](std::uint32_t a, std::uint32_t b) { return cells_[a] < cells_[b]; });
  }
  void add(ColumnBuilder& to, std::uint32_t code) const override {
    if (code == size() - 1) return to.add_missing();
    to.add(cells_[code]);
  }

 private:
  const Column& column_;
  std::unordered_map<Cell, std::uint32_t> codes_;
  std::vector<Cell> cells_;
};

std::unique_ptr<const Coder::Codes> integer_codes(const Column& column) {
  const Extent extent = extent_of(column);
  if (extent.is_empty()) return std::make_unique<HashCodes<std::int64_t>>(column);
  // The difference of two int64 may not fit one: compare as unsigned.
  const auto width = static_cast<std::uint64_t>(extent.most) - static_cast<std::uint64_t>(extent.least);
  if (width < static_cast<std::uint64_t>(kWidestRange)) return std::make_unique<RangeCodes>(column, extent);
  return std::make_unique<HashCodes<std::int64_t>>(column);
}

std::unique_ptr<const Coder::Codes> codes_of(const Column& column) {
  switch (column.type()) {
    case Type::category:
      return std::make_unique<CategoryCodes>(column);
    case Type::integer:
    case Type::boolean:
      return integer_codes(column);
    case Type::real:
      return std::make_unique<HashCodes<double>>(column);
    case Type::text:
      return std::make_unique<HashCodes<std::string_view>>(column);
    case Type::datetime:
      break;
  }
  throw std::invalid_argument("Column '" + column.name() + "' holds times, which are no key; derive a year or a day.");
}

}  // namespace

Coder::Coder(Column column) : column_(std::make_unique<const Column>(std::move(column))), codes_(codes_of(*column_)) {}
Coder::~Coder() = default;
Coder::Coder(Coder&&) noexcept = default;

std::uint32_t Coder::size() const { return codes_->size(); }
void Coder::read(std::size_t begin, std::span<std::uint32_t> codes) const { codes_->read(begin, codes); }
std::vector<std::uint32_t> Coder::ranks() const { return codes_->ranks(); }
void Coder::add(ColumnBuilder& to, std::uint32_t code) const { codes_->add(to, code); }

}  // namespace perigee
