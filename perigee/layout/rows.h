// What bars and cells share: rows of one height with names to their left, thinned to those that fit.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "perigee/layout/pen.h"

namespace perigee {

// How many of the rows fit and how high each is. Where some don't, the last row's place is left for a line that says
// how many are missing.
struct RowFit {
  std::size_t shown = 0, missing = 0;
  double height = 0;
};
RowFit fit_rows(std::size_t count, double room, double usual_height);

// "and 12 more", where the first missing row would stand.
void draw_missing(std::size_t missing, Point left_middle, double width, Pen& pen);

struct RowName {
  std::string text;
  Emphasis emphasis = Emphasis::normal;
};

// A column of names, flush left under the title. Long ones take two lines where the rows are high enough, and lose
// their middle where that does not suffice.
class NameColumn {
 public:
  NameColumn(const std::vector<RowName>& names, double row_height, double most_width);

  double width() const { return width_; }
  void draw(std::size_t row, double left, double top, double bottom, Pen& pen) const;

 private:
  struct Name {
    TextStyle style;
    std::vector<std::string> lines;
    Paint paint;
  };
  std::vector<Name> names_;
  double width_ = 0;
};

}  // namespace perigee
