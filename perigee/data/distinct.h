// How many distinct values a column has: exactly up to 65,536, and above that by HyperLogLog (Flajolet, Fusy, Gandouet,
// Meunier 2007; 2^14 registers, standard error 0.8 %).
#pragma once

#include <cstdint>
#include <vector>

namespace perigee {

inline constexpr std::size_t kExactlyCounted = 65'536;

// Takes 64-bit hashes (hash.h). Two values of one hash count once, which happens once in 10^10 columns.
class Distinct {
 public:
  // True if the hash was not there before; once estimating, always false.
  bool add(std::uint64_t hash) {
    if (hash == last_ && size_ > 0) return false;  // runs of one value are common
    last_ = hash;
    if (!slots_.empty() && slots_[hash & (slots_.size() - 1)] == hash && hash != 0) return false;
    return registers_.empty() ? insert(hash == 0 ? 1 : hash) : (observe(hash), false);
  }
  std::uint64_t count() const;
  bool is_estimate() const { return !registers_.empty(); }

 private:
  bool insert(std::uint64_t hash);
  void observe(std::uint64_t hash);
  void grow();

  std::uint64_t last_ = 0;
  std::uint64_t size_ = 0;
  std::vector<std::uint64_t> slots_;  // hashes, 0 is empty; at most half taken; gone once estimating
  std::vector<std::uint8_t> registers_;
};

}  // namespace perigee
