#include "perigee/data/distinct.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace perigee {
namespace {

constexpr unsigned kBits = 14;
constexpr std::size_t kRegisters = std::size_t{1} << kBits;

}  // namespace

bool Distinct::insert(std::uint64_t hash) {
  if (2 * size_ >= slots_.size() && slots_.size() < 2 * kExactlyCounted) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask)
    if (slots_[at] == hash) return false;
  if (size_ == kExactlyCounted) {
    registers_.resize(kRegisters);
    for (const std::uint64_t known : slots_)
      if (known != 0) observe(known);
    std::vector<std::uint64_t>().swap(slots_);
    observe(hash);
    return false;
  }
  slots_[at] = hash;
  ++size_;
  return true;
}

void Distinct::observe(std::uint64_t hash) {
  std::uint8_t& most = registers_[hash >> (64 - kBits)];
  const auto zeros = static_cast<std::uint8_t>(std::countl_zero(hash << kBits | 1) + 1);
  most = std::max(most, zeros);
}

void Distinct::grow() {
  const std::vector<std::uint64_t> old = std::exchange(slots_, {});
  slots_.resize(std::max<std::size_t>(64, 2 * old.size()));
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint64_t hash : old) {
    if (hash == 0) continue;
    std::size_t at = hash & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = hash;
  }
}

std::uint64_t Distinct::count() const {
  if (registers_.empty()) return size_;
  constexpr auto kCount = static_cast<double>(kRegisters);
  double sum = 0;
  for (const std::uint8_t zeros : registers_) sum += std::ldexp(1.0, -zeros);
  const double estimate = 0.7213 / (1 + 1.079 / kCount) * kCount * kCount / sum;
  const auto empty = std::count(registers_.begin(), registers_.end(), 0);
  const bool is_small = estimate <= 2.5 * kCount && empty > 0;
  const double value = is_small ? kCount * std::log(kCount / static_cast<double>(empty)) : estimate;
  return std::max<std::uint64_t>(kExactlyCounted + 1, static_cast<std::uint64_t>(std::llround(value)));
}

}  // namespace perigee
