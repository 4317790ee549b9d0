// The frame of every chart: accent tag, title and subtitle above, source and notes below, and the room between them.
#pragma once

#include <string>
#include <vector>

#include "perigee/chart/chart.h"
#include "perigee/job/output.h"
#include "perigee/layout/pen.h"

namespace perigee {

struct Frame {
  TextStyle title_style = kTitleStyle;
  std::vector<std::string> title, subtitle, footer;  // lines
  double margin = 24;
  double width = 0, height = 0;
  Box content;  // for the mark: within the margins, between subtitle and footer
};

// The footer as one paragraph: "Source: Global Space Launches (4,324 launches), version 3f2a1b9c. 2020 is partial."
std::string footer_text(const Chart& chart);

// Between the margins of the output.
double content_width(const Output& output);

// The height of everything but the mark where nothing has to be shortened.
double frame_height(const Chart& chart, const Output& output);

// Gives the mark at least this content: the texts lose lines until it has it.
Frame compose_frame(const Chart& chart, const Output& output, double height, double least_content);

void draw(const Frame& frame, Pen& pen);

}  // namespace perigee
