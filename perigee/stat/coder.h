// Coder: the cells of one key column as small numbers, so that groups can be counted in an array.
//
// A category column brings its codes; integers within a range of 65,536 are offsets from the least one; everything
// else goes through a hash map that one pass over the column fills. Copies are cheap enough to hold by value; reading
// is thread-safe once constructed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

class Coder {
 public:
  // The column is copied (it shares its cells). Time-of-day is no key: throws std::invalid_argument for a datetime
  // column; derive a year or a day from it first.
  explicit Coder(Column column);
  ~Coder();
  Coder(Coder&&) noexcept;

  // Codes are < size(); the missing cell has the code size() − 1.
  std::uint32_t size() const;
  void read(std::size_t begin, std::span<std::uint32_t> codes) const;

  // For each code its place in ascending order of the cells: numbers by value, words by bytes, missing last.
  std::vector<std::uint32_t> ranks() const;

  // Appends the cell behind a code to a builder of the column's type.
  void add(ColumnBuilder& to, std::uint32_t code) const;

  const Column& column() const { return *column_; }

  class Codes;  // coder.cc: one of three kinds

 private:
  std::unique_ptr<const Column> column_;  // on the heap: the codes refer to it, also after a move
  std::unique_ptr<const Codes> codes_;
};

}  // namespace perigee
