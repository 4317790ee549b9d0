// Sixty-four bytes at a time: which of them may end a CSV cell, and which need a second look.
//
// SSE2 is part of every x86-64; elsewhere a loop over a table gives the same masks.
#pragma once

#include <cstdint>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "perigee/data/clean.h"

namespace perigee {

struct ByteMasks {
  std::uint64_t marks = 0;  // bit i: byte i is the delimiter, a quote, CR or LF
  std::uint64_t odd = 0;    // bit i: is_odd(byte i)
};

#if defined(__SSE2__)

inline ByteMasks masks_of_64(const char* bytes, char delimiter) {
  const __m128i mark = _mm_set1_epi8(delimiter), quote = _mm_set1_epi8('"');
  const __m128i cr = _mm_set1_epi8('\r'), lf = _mm_set1_epi8('\n');
  const __m128i blank = _mm_set1_epi8(' '), del = _mm_set1_epi8(0x7F), question = _mm_set1_epi8('?');
  ByteMasks masks;
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
    const __m128i marks = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(text, mark), _mm_cmpeq_epi8(text, quote)),
                                       _mm_or_si128(_mm_cmpeq_epi8(text, cr), _mm_cmpeq_epi8(text, lf)));
    // Signed, so that everything beyond ASCII is less than a blank too.
    const __m128i odd = _mm_or_si128(_mm_cmplt_epi8(text, blank),
                                     _mm_or_si128(_mm_cmpeq_epi8(text, del), _mm_cmpeq_epi8(text, question)));
    masks.marks |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(marks))) << (16 * part);
    masks.odd |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(odd))) << (16 * part);
  }
  return masks;
}

#else

inline ByteMasks masks_of_64(const char* bytes, char delimiter) {
  ByteMasks masks;
  for (unsigned i = 0; i < 64; ++i) {
    const char c = bytes[i];
    masks.marks |= std::uint64_t{c == delimiter || c == '"' || c == '\r' || c == '\n'} << i;
    masks.odd |= std::uint64_t{is_odd(c)} << i;
  }
  return masks;
}

#endif

}  // namespace perigee
