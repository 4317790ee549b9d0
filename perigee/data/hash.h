// A fast 64-bit hash of short byte strings, for tables in memory. Unkeyed: the same bytes give the same hash in every
// process, so nothing that is stored or decided by it differs between runs. Not for secrets.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace perigee {

// The finaliser of MurmurHash3 (Austin Appleby, public domain): every bit of the input moves every bit of the output.
inline std::uint64_t hash_of(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xFF51'AFD7'ED55'8CCDull;
  value ^= value >> 33;
  value *= 0xC4CE'B9FE'1A85'EC53ull;
  return value ^ value >> 33;
}

namespace detail {

template <class Word>
std::uint64_t load_word(const char* at) {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

}  // namespace detail

// Eight bytes a step; the last step overlaps the one before it, so that no tail is read byte by byte.
inline std::uint64_t hash_of(std::string_view text) {
  constexpr std::uint64_t kFactor = 0x9E37'79B9'7F4A'7C15ull;
  const char* at = text.data();
  const std::size_t size = text.size();
  std::uint64_t hash = size * kFactor;
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * kFactor;
    hash ^= hash >> 29;
  };
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8) mix(detail::load_word<std::uint64_t>(at + i));
    mix(detail::load_word<std::uint64_t>(at + size - 8));
  } else if (size >= 4) {
    mix(detail::load_word<std::uint32_t>(at) << 32 | detail::load_word<std::uint32_t>(at + size - 4));
  } else if (size > 0) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])); };
    mix(byte(0) << 16 | byte(size / 2) << 8 | byte(size - 1));
  }
  return hash_of(hash);
}

}  // namespace perigee
