#include "perigee/layout/font.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <memory>

#include "perigee/base/utf8.h"

// Only the embedded fonts are ever read, and those the tests walk glyph by glyph; an assertion could only stop a
// server.
#define STBTT_assert(condition) static_cast<void>(condition)
#define STBTT_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#include <stb/stb_truetype.h>

extern "C" {
extern const std::uint8_t perigee_font_regular[], perigee_font_regular_end[];
extern const std::uint8_t perigee_font_semibold[], perigee_font_semibold_end[];
extern const std::uint8_t perigee_font_display[], perigee_font_display_end[];
}

namespace perigee {
namespace {

struct Glyph {
  int index = 0, advance = 0;
};

// A font opened for reading. To any number of threads it is immutable.
class Face {
 public:
  stbtt_fontinfo info{};
  std::int64_t units_per_em = 0;

  explicit Face(std::span<const std::uint8_t> file) {
    if (!stbtt_InitFont(&info, file.data(), 0)) std::abort();  // the binary itself is broken
    const std::uint8_t* head = file.data() + info.head;
    units_per_em = head[18] << 8 | head[19];
    for (std::size_t code = 0; code < kAscii; ++code) ascii_[code] = look_up(static_cast<char32_t>(code));
  }

  Glyph glyph(char32_t code) const { return code < kAscii ? ascii_[code] : look_up(code); }

  // How much the pen moves between two characters beside the first one's advance.
  int kern(char32_t left, char32_t right) const {
    if (left >= kAscii || right >= kAscii)
      return stbtt_GetGlyphKernAdvance(&info, glyph(left).index, glyph(right).index);
    std::atomic<std::int16_t>& known = kerns_[left * kAscii + right];  // every thread would write the same
    std::int16_t kern = known.load(std::memory_order_relaxed);
    if (kern == kUnknownKern) {
      kern = static_cast<std::int16_t>(stbtt_GetGlyphKernAdvance(&info, ascii_[left].index, ascii_[right].index) + 1);
      known.store(kern, std::memory_order_relaxed);
    }
    return kern - 1;
  }

 private:
  static constexpr std::size_t kAscii = 128;
  static constexpr std::int16_t kUnknownKern = 0;  // the others are kept plus one: memory begins as zeros

  Glyph look_up(char32_t code) const {
    Glyph found{stbtt_FindGlyphIndex(&info, static_cast<int>(code)), 0};
    stbtt_GetGlyphHMetrics(&info, found.index, &found.advance, nullptr);
    return found;
  }

  std::array<Glyph, kAscii> ascii_;
  mutable std::array<std::atomic<std::int16_t>, kAscii * kAscii> kerns_{};
};

const Face& face(Cut cut) {
  static const std::array<Face, 3> kFaces{Face(font_file(Cut::regular)), Face(font_file(Cut::semibold)),
                                          Face(font_file(Cut::display))};
  return kFaces[static_cast<std::size_t>(cut)];
}

// Quotient to the nearest whole number, halves away from zero, no farther than a scene reaches; the divisor is
// positive.
std::int32_t divide(std::int64_t dividend, std::int64_t divisor) {
  const std::int64_t half = dividend < 0 ? -(divisor / 2) : divisor / 2;
  return static_cast<std::int32_t>(std::clamp<std::int64_t>((dividend + half) / divisor, -kFarthest, kFarthest));
}

bool between(char32_t code, char32_t first, char32_t last) { return first <= code && code <= last; }

// Controls, soft hyphen, zero-width and directional marks, variation selectors, byte order mark.
bool without_image(char32_t code) {
  return code < 0x20 || between(code, 0x7F, 0x9F) || code == 0xAD || between(code, 0x200B, 0x200F) ||
         between(code, 0x2028, 0x202E) || between(code, 0x2060, 0x206F) || between(code, 0xFE00, 0xFE0F) ||
         code == 0xFEFF;
}

// Calls visit(glyph, pen) for each glyph, the pen in font units from the line's start; returns the pen at the end.
template <typename Visit>
std::int64_t walk(const Face& face, std::string_view utf8, Visit&& visit) {
  std::int64_t pen = 0;
  char32_t previous = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t code = next_code_point(utf8, at);
    if (without_image(code)) continue;
    const Glyph glyph = face.glyph(code);
    if (previous != 0) pen += face.kern(previous, code);
    visit(glyph.index, pen);
    pen += glyph.advance;
    previous = code;
  }
  return pen;
}

struct Unit {  // a point of an outline in font units, y upwards
  std::int64_t x = 0, y = 0;
};

// Draws one glyph's contours into a path, scaled.
class GlyphTracer {
 public:
  GlyphTracer(Path& path, std::int64_t size, std::int64_t units_per_em)
      : path_(path), size_(size), units_per_em_(units_per_em) {}

  void trace(const stbtt_vertex& vertex) {
    const Unit end{vertex.x, vertex.y};
    switch (vertex.type) {
      case STBTT_vmove:
        path_.emplace_back();
        add(end, 1);
        break;
      case STBTT_vline:
        add(end, 1);
        break;
      case STBTT_vcubic:
        curve({vertex.cx, vertex.cy}, {vertex.cx1, vertex.cy1}, end);
        break;
      default:
        break;  // quadratic curves: OpenType fonts with PostScript outlines have none
    }
    last_ = end;
  }

 private:
  // The point is given as a multiple, to keep the fractions of a curve exact until the one rounding.
  void add(Unit point, std::int64_t multiple) {
    const std::int64_t divisor = units_per_em_ * multiple;
    path_.back().push_back({divide(point.x * size_, divisor), -divide(point.y * size_, divisor)});
  }

  // A cubic Bézier curve in n steps differs from its chords by at most 3/4 of its greatest second difference, over n².
  std::int64_t steps(Unit a, Unit b, Unit end) const {
    const auto bend = [&](std::int64_t p, std::int64_t q, std::int64_t r) {
      const std::int64_t d = divide((p - 2 * q + r) * size_, units_per_em_);
      return d * d;
    };
    const std::int64_t square =
        std::max(bend(last_.x, a.x, b.x) + bend(last_.y, a.y, b.y), bend(a.x, b.x, end.x) + bend(a.y, b.y, end.y));
    std::int64_t n = 1;
    while (n < kMostSteps && n * n * n * n * kTolerance4 * kTolerance4 < 9 * square) ++n;
    return n;
  }

  void curve(Unit a, Unit b, Unit end) {
    const std::int64_t n = steps(a, b, end);
    for (std::int64_t i = 1; i <= n; ++i) {
      const std::int64_t j = n - i;
      const auto blend = [&](std::int64_t p, std::int64_t q, std::int64_t r, std::int64_t s) {
        return j * j * j * p + 3 * j * j * i * q + 3 * j * i * i * r + i * i * i * s;
      };
      add({blend(last_.x, a.x, b.x, end.x), blend(last_.y, a.y, b.y, end.y)}, n * n * n);
    }
  }

  static constexpr std::int64_t kTolerance4 = 82;  // four times 0.08 px, in 1/256 px
  static constexpr std::int64_t kMostSteps = 64;

  Path& path_;
  std::int64_t size_, units_per_em_;
  Unit last_;
};

struct FreeShape {
  void operator()(stbtt_vertex* vertices) const { std::free(vertices); }
};

Path traced(const Face& face, std::int32_t size, int glyph) {
  stbtt_vertex* vertices = nullptr;
  const int count = stbtt_GetGlyphShape(&face.info, glyph, &vertices);
  const std::unique_ptr<stbtt_vertex, FreeShape> owner(vertices);
  Path path;
  GlyphTracer tracer(path, size, face.units_per_em);
  for (int i = 0; i < count; ++i) tracer.trace(vertices[i]);
  return path;
}

}  // namespace

std::int32_t measure(Cut cut, std::int32_t size, std::string_view utf8, std::int32_t tracking) {
  std::int64_t glyphs = 0;
  const std::int64_t units = walk(face(cut), utf8, [&](int, std::int64_t) { ++glyphs; });
  return static_cast<std::int32_t>(divide(units * size, face(cut).units_per_em) + glyphs * tracking);
}

std::int32_t cap_height(Cut cut, std::int32_t size) {
  int bottom = 0, top = 0, left = 0, right = 0;
  stbtt_GetCodepointBox(&face(cut).info, 'H', &left, &bottom, &right, &top);
  return divide(static_cast<std::int64_t>(top) * size, face(cut).units_per_em);
}

std::size_t missing_glyphs(Cut cut, std::string_view utf8) {
  std::size_t missing = 0;
  walk(face(cut), utf8, [&](int glyph, std::int64_t) { missing += glyph == 0; });
  return missing;
}

Path outline(Cut cut, std::int32_t size, std::string_view utf8, std::int32_t tracking) {
  return Outlines().of(cut, size, utf8, tracking);
}

Path Outlines::of(Cut cut, std::int32_t size, std::string_view utf8, std::int32_t tracking) {
  const Face& font = face(cut);
  Path path;
  std::int32_t tracked = 0;
  walk(font, utf8, [&](int index, std::int64_t pen) {
    const std::int32_t x = divide(pen * size, font.units_per_em) + tracked;
    for (const Ring& ring : glyph(cut, size, index)) path.push_back(moved(ring, {x, 0}));
    tracked += tracking;
  });
  return path;
}

const Path& Outlines::glyph(Cut cut, std::int32_t size, int index) {
  const std::uint64_t key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(size)) << 32 |
                            static_cast<std::uint64_t>(index) << 8 | static_cast<std::uint64_t>(cut);
  const auto [entry, is_new] = glyphs_.try_emplace(key);
  if (is_new) entry->second = traced(face(cut), size, index);
  return entry->second;
}

std::span<const std::uint8_t> font_file(Cut cut) {
  switch (cut) {
    case Cut::regular:
      return {perigee_font_regular, perigee_font_regular_end};
    case Cut::semibold:
      return {perigee_font_semibold, perigee_font_semibold_end};
    case Cut::display:
      break;
  }
  return {perigee_font_display, perigee_font_display_end};
}

}  // namespace perigee
