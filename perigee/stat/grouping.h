// Grouping: rows numbered by the combination of their key cells, the common part of count and summarize.
//
// With few combinations a row's number is computed (a mixed-radix number of the key codes), else it is looked up in a
// hash map that grows while rows are read. A missing key cell is a key of its own. Not thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "perigee/data/table.h"
#include "perigee/stat/coder.h"

namespace perigee {

class Grouping {
 public:
  static constexpr std::size_t kMaxKeys = 4;
  static constexpr std::uint64_t kMaxDense = 1 << 20;  // combinations that may be numbered without a map

  // Between one and kMaxKeys names of columns, none of them a datetime: else throws std::invalid_argument.
  Grouping(const Table& table, const std::vector<std::string>& keys);

  // The group of each row from `begin` on.
  void read(std::size_t begin, std::span<std::uint32_t> groups);

  // Every number that `read` has given so far is below.
  std::uint32_t limit() const;

  // The groups ascending by their keys: the first key first, missing last.
  std::vector<std::uint32_t> ordered(std::vector<std::uint32_t> groups) const;

  // One column per key with the cells of the given groups.
  std::vector<Column> keys(std::span<const std::uint32_t> groups) const;

 private:
  using Codes = std::array<std::uint32_t, kMaxKeys>;  // of one combination; unused keys are 0
  struct Hash {
    std::size_t operator()(const Codes& codes) const;
  };

  bool is_dense() const { return dense_ != 0; }
  Codes codes_of(std::uint32_t group) const;
  void combine(std::size_t begin, std::span<std::uint32_t> groups);
  void look_up(std::size_t begin, std::span<std::uint32_t> groups);

  std::vector<Coder> coders_;
  std::uint32_t dense_ = 0;  // the number of combinations, 0 where they are looked up
  std::vector<std::uint32_t> buffer_;
  std::unordered_map<Codes, std::uint32_t, Hash> numbers_;
  std::vector<Codes> combinations_;
};

}  // namespace perigee
