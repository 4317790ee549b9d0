// What plain and stacked bars have in common.
#pragma once

#include <vector>

#include "perigee/layout/pen.h"

namespace perigee {

inline constexpr double kBarInset = 8;    // between a segment's edge and the words in it
inline constexpr double kOutsideBar = 6;  // between a bar's end and the words behind it

double amount(const Segment& segment);  // its value, 0 where that is no number
Paint segment_paint(const Bar& bar, const Segment& segment);
TextStyle segment_style(const Segment& segment);

// Whether words of this width can stand in the segment, so far from its edges.
bool holds(const Box& segment, double words, double inset = kBarInset);

// The zero line along all bars.
void draw_zero_line(double x, const std::vector<Box>& boxes, Pen& pen);

// Both draw the first boxes.size() bars; each box spans the field that its bar may fill, and labels stay within it.
void draw_plain_bars(const Bars& bars, const std::vector<Box>& boxes, Pen& pen);
void draw_stacked_bars(const Bars& bars, const std::vector<Box>& boxes, Pen& pen);

bool has_headings(const Bars& bars);  // whether names of series stand above the first bar
bool is_stacked(const Bars& bars);    // several segments a bar, or one that is a named part

}  // namespace perigee
