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

// Sixteen bytes a step by one product of 128 bits, as in wyhash (Wang Yi, public domain); the last step overlaps the
// one before it, so that no tail is read byte by byte.
inline std::uint64_t hash_of(std::string_view text) {
  __extension__ using Wide = unsigned __int128;
  constexpr std::uint64_t kFirst = 0x9E37'79B9'7F4A'7C15ull, kSecond = 0xE703'7ED1'A0B4'28DBull;
  const auto fold = [](std::uint64_t a, std::uint64_t b) {
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  };
  const char* at = text.data();
  const std::size_t size = text.size();
  std::uint64_t hash = size ^ kFirst, a = 0, b = 0;
  if (size >= 8) {
    for (std::size_t i = 0; i + 16 < size; i += 16) {
      hash =
          fold(detail::load_word<std::uint64_t>(at + i) ^ kSecond, detail::load_word<std::uint64_t>(at + i + 8) ^ hash);
    }
    a = detail::load_word<std::uint64_t>(size > 16 ? at + size - 16 : at);
    b = detail::load_word<std::uint64_t>(at + size - 8);
  } else if (size >= 4) {
    a = detail::load_word<std::uint32_t>(at);
    b = detail::load_word<std::uint32_t>(at + size - 4);
  } else if (size > 0) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])); };
    a = byte(0) << 16 | byte(size / 2) << 8 | byte(size - 1);
  }
  return fold(kFirst ^ size, fold(a ^ kSecond, b ^ hash));
}

// Whether two texts are equal: like ==, without a call where they are short.
inline bool same_text(std::string_view a, std::string_view b) {
  using detail::load_word;
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const auto same = [&]<class Word>(Word, std::size_t at) {
    return load_word<Word>(a.data() + at) == load_word<Word>(b.data() + at);
  };
  if (size > 16) return std::memcmp(a.data(), b.data(), size) == 0;
  if (size >= 8) return same(std::uint64_t{}, 0) && same(std::uint64_t{}, size - 8);
  if (size >= 4) return same(std::uint32_t{}, 0) && same(std::uint32_t{}, size - 4);
  if (size >= 2) return same(std::uint16_t{}, 0) && same(std::uint16_t{}, size - 2);
  return size == 0 || a[0] == b[0];
}

}  // namespace perigee
