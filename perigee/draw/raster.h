// Raster: exact-area polygon filling in 24.8 fixed point, whole numbers only.
//
// Each edge adds the signed area that it covers to the right within each pixel it crosses to a buffer of differences
// (the accumulation buffer of font-rs and libart); a running sum along the row is then the winding number, averaged
// over each pixel. The buffer is a band of some rows, kept small so that it stays in the processor's cache; a bit per
// cell remembers what was touched, so that the inside of a shape costs nothing but its pixels.
//
// The result depends on the edges alone: not on the height of the band, nor on the direction an edge is given in, nor
// on what lies beyond the canvas. Windings are exact up to 16,383 layers. One thread at a time.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "perigee/draw/stamps.h"
#include "perigee/layout/scene.h"

namespace perigee {

// The area of a pixel that is covered whole.
inline constexpr std::int32_t kFullArea = 1 << 17;

class Raster {
 public:
  Raster(int width, int height, int band_rows = 64);

  // Calls sink(y, x, length, area) for each run of pixels with the same area, 1…kFullArea, from top to bottom and from
  // left to right. Rings are closed by themselves. Coordinates are limited to ± kFarthest.
  template <typename Sink>
  void fill(const Path& path, FillRule rule, Sink&& sink) {
    const Rows rows = measure(path);
    for (top_ = rows.first; top_ < rows.end; top_ += band_rows_) {
      bottom_ = std::min(top_ + band_rows_, rows.end);
      accumulate(path);
      for (int y = top_; y < bottom_; ++y) sweep(y, rule, sink);
    }
  }

 private:
  struct Rows {
    int first = 0, end = 0;
  };
  struct Edge {
    Fix from, to;
  };
  static constexpr std::size_t kBits = 64;

  // Where a ring lies: the rows that it crosses of the canvas, none where it has no height, and from where to where.
  struct Extent {
    Rows rows;
    Fix corner{kFarthest, kFarthest}, opposite{-kFarthest, -kFarthest};
  };

  static Extent extent_of(const Ring& ring);
  // The rows of all, and into first_word_ and end_word_ the columns, into extents_ where each ring lies.
  Rows measure(const Path& path);
  bool may_be_stamped(const Extent& extent) const;
  void accumulate(const Path& path);
  void add(const Ring& ring);
  void add(const Stamp& stamp, Fix pixel);
  static Stamp cut(const Ring& shape);
  void add(Fix from, Fix to);
  template <typename Int>
  Fix add_rows(Edge edge, Rows rows, int sign);
  void add_in_row(int y, Edge edge, int sign);

  // A row of the band, to add to.
  struct Row {
    std::uint32_t* cells;
    std::uint64_t* touched;

    // `cover` is the height that the edge passes in the pixel, of 256; `area`, of 2 · 256 · 256, what lies to its left.
    void put(std::size_t x, std::int32_t cover, std::int32_t area) const {
      add(x, static_cast<std::uint32_t>(cover * 2 * kOne - area));
      if (area != 0) add(x + 1, static_cast<std::uint32_t>(area));
    }
    void add(std::size_t x, std::uint32_t value) const {
      cells[x] += value;
      touch(x);
    }
    void touch(std::size_t x) const { touched[x / kBits] |= std::uint64_t{1} << (x % kBits); }

    // Adds an edge that lies in the row and inside the canvas and runs from left to right.
    void add(Edge edge, int sign) const;
  };
  Row row(int y) {
    const std::size_t row = static_cast<std::size_t>(y - top_);
    return {&cells_[row * stride_], &touched_[row * words_]};
  }

  static std::int32_t covered(std::uint32_t sum, FillRule rule) {
    const std::int32_t winding = std::abs(static_cast<std::int32_t>(sum));
    if (rule == FillRule::nonzero) return std::min(winding, kFullArea);
    const std::int32_t rest = winding % (2 * kFullArea);
    return std::min(rest, 2 * kFullArea - rest);
  }

  // Empties the row as it goes.
  template <typename Sink>
  void sweep(int y, FillRule rule, Sink&& sink) {
    const std::size_t row = static_cast<std::size_t>(y - top_);
    std::uint32_t* cells = &cells_[row * stride_];
    std::uint32_t sum = 0;
    int start = 0;
    const auto flush = [&](int end) {
      const std::int32_t area = start < end ? covered(sum, rule) : 0;
      if (area > 0) sink(y, start, end - start, area);
      start = end;
    };
    for (std::size_t word = first_word_; word < end_word_; ++word) {
      std::uint64_t& bits = touched_[row * words_ + word];
      for (; bits != 0; bits &= bits - 1) {
        const std::size_t x = word * kBits + static_cast<std::size_t>(std::countr_zero(bits));
        flush(std::min(static_cast<int>(x), width_));
        sum += cells[x];
        cells[x] = 0;
      }
    }
    flush(width_);  // edges beyond the right border were dropped: the winding may still be open
  }

  int width_, height_, band_rows_;
  int top_ = 0, bottom_ = 0;  // rows of the band
  std::size_t stride_, words_;
  std::size_t first_word_ = 0, end_word_ = 0;  // of a row's bits, what the path that is filled may touch
  std::vector<Extent> extents_;                // of its rings
  std::vector<std::uint32_t> cells_;           // sums wrap around: an absurd number of layers must not be undefined
  std::vector<std::uint64_t> touched_;
  Stamps stamps_;
};

}  // namespace perigee
