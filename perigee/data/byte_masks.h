// Sixty-four bytes at a time: which of them mean something in a CSV file, and which need a second look.
//
// SSE2 is part of every x86-64; elsewhere a loop over a table gives the same masks.
#pragma once

#include <cstdint>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "perigee/data/clean.h"

namespace perigee {

// Bit i of each mask is about byte i.
struct ByteMasks {
  std::uint64_t delimiters = 0, quotes = 0, line_feeds = 0, carriage_returns = 0;
  std::uint64_t odd = 0;  // is_odd; line feeds and carriage returns are among them
};

#if defined(__SSE2__)

inline ByteMasks masks_of_64(const char* bytes, char delimiter) {
  const __m128i mark = _mm_set1_epi8(delimiter), quote = _mm_set1_epi8('"');
  const __m128i cr = _mm_set1_epi8('\r'), lf = _mm_set1_epi8('\n');
  const __m128i blank = _mm_set1_epi8(' '), del = _mm_set1_epi8(0x7F), question = _mm_set1_epi8('?');
  ByteMasks masks;
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
    const auto bits_of = [part](__m128i found) {
      return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(found))) << (16 * part);
    };
    // Signed, so that everything beyond ASCII is less than a blank too.
    const __m128i odd = _mm_or_si128(_mm_cmplt_epi8(text, blank),
                                     _mm_or_si128(_mm_cmpeq_epi8(text, del), _mm_cmpeq_epi8(text, question)));
    masks.delimiters |= bits_of(_mm_cmpeq_epi8(text, mark));
    masks.quotes |= bits_of(_mm_cmpeq_epi8(text, quote));
    masks.line_feeds |= bits_of(_mm_cmpeq_epi8(text, lf));
    masks.carriage_returns |= bits_of(_mm_cmpeq_epi8(text, cr));
    masks.odd |= bits_of(odd);
  }
  return masks;
}

#else

inline ByteMasks masks_of_64(const char* bytes, char delimiter) {
  ByteMasks masks;
  for (unsigned i = 0; i < 64; ++i) {
    const char c = bytes[i];
    masks.delimiters |= std::uint64_t{c == delimiter} << i;
    masks.quotes |= std::uint64_t{c == '"'} << i;
    masks.line_feeds |= std::uint64_t{c == '\n'} << i;
    masks.carriage_returns |= std::uint64_t{c == '\r'} << i;
    masks.odd |= std::uint64_t{is_odd(c)} << i;
  }
  return masks;
}

#endif

}  // namespace perigee
