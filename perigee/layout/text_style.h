// The few styles that text is set in, and how much room it takes. All lengths are logical pixels.
//
// Four sizes and two weights carry a whole chart. Widths come from the fonts that draw, measured without the scale, so
// that a picture at scale 2 is the same picture as at scale 1.
#pragma once

#include <string_view>

#include "perigee/chart/chart.h"
#include "perigee/layout/box.h"
#include "perigee/layout/scene.h"

namespace perigee {

struct TextStyle {
  Cut cut = Cut::regular;
  double size = 11;
  double leading = 14;  // from baseline to baseline

  bool operator==(const TextStyle&) const = default;
};

inline constexpr TextStyle kTitleStyle{Cut::display, 19, 24};
inline constexpr TextStyle kCompactTitleStyle{Cut::display, 16, 20};
inline constexpr TextStyle kSubtitleStyle{Cut::regular, 12.5, 17};
inline constexpr TextStyle kSeriesStyle{Cut::semibold, 12.5, 16};
inline constexpr TextStyle kNameStyle{Cut::regular, 12.5, 15};
inline constexpr TextStyle kLabelStyle{Cut::regular, 11, 14};
inline constexpr TextStyle kStrongLabelStyle{Cut::semibold, 11, 14};
inline constexpr TextStyle kSmallStyle{Cut::regular, 10, 13};
inline constexpr TextStyle kStrongSmallStyle{Cut::semibold, 10, 13};
inline constexpr TextStyle kFooterStyle{Cut::regular, 10, 14};

TextStyle semibold(TextStyle style);  // the same size in the heavier weight

double text_width(const TextStyle& style, std::string_view utf8);
double cap_height(const TextStyle& style);  // of a capital 'H' above the baseline
double descent(const TextStyle& style);     // of a 'g' below it

// The box from the capitals' top to the descenders' foot of a line whose baseline starts, is centred or ends at `at`.
Box text_box(const TextStyle& style, std::string_view utf8, Point at, Anchor anchor);

// The baseline on which capitals stand centred between top and bottom.
double centred_baseline(const TextStyle& style, double top, double bottom);

}  // namespace perigee
