// How each kind of mark asks for its height and draws itself: overloads, one pair a mark. Logical pixels.
#pragma once

#include <cstddef>

#include "perigee/chart/chart.h"
#include "perigee/layout/box.h"
#include "perigee/layout/pen.h"

namespace perigee {

// The height of a picture in which nothing has to be thinned, when the texts of the frame take `frame` of it.
double natural_height(const Lines& lines, double frame);
double natural_height(const Bars& bars, double frame);
double natural_height(const Cells& cells, double frame);
double natural_height(const Histogram& histogram, double frame);
double natural_height(const Dots& dots, double frame);
double natural_height(const Density& density, double frame);
double natural_height(const Boxes& boxes, double frame);
double natural_height(const Symbols& symbols, double frame, double width);  // of the picture
double natural_height(const Spans& spans, double frame);
double natural_height(const Empty& empty, double frame);

// How many columns of a matrix can be told apart in content of this width: at least one.
std::size_t columns_that_fit(const Cells& cells, double width);

// Draws within the content, whatever its size; what does not fit is thinned or elided.
void draw(const Lines& lines, const Chart& chart, const Box& content, Pen& pen);
void draw(const Bars& bars, const Chart& chart, const Box& content, Pen& pen);
void draw(const Cells& cells, const Chart& chart, const Box& content, Pen& pen);
void draw(const Histogram& histogram, const Chart& chart, const Box& content, Pen& pen);
void draw(const Dots& dots, const Chart& chart, const Box& content, Pen& pen);
void draw(const Density& density, const Chart& chart, const Box& content, Pen& pen);
void draw(const Boxes& boxes, const Chart& chart, const Box& content, Pen& pen);
void draw(const Symbols& symbols, const Chart& chart, const Box& content, Pen& pen);
void draw(const Spans& spans, const Chart& chart, const Box& content, Pen& pen);
void draw(const Empty& empty, const Chart& chart, const Box& content, Pen& pen);

}  // namespace perigee
