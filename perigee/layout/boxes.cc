#include <algorithm>
#include <array>
#include <cmath>

#include "perigee/layout/axes.h"
#include "perigee/layout/group_names.h"
#include "perigee/layout/mark.h"
#include "perigee/layout/rows.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kLane = 17, kAroundRow = 12, kLoneLane = 30, kHighestRow = 150, kThickest = 26, kHeading = 18;
constexpr double kNameShare = 0.3, kNoteShare = 0.2, kFromNames = 16, kFromNotes = 14;
constexpr double kWhisker = 1.25, kMedian = 2.5, kCap = 0.45, kOutlier = 1.75, kMarked = 4.5, kCasing = 1.5;
constexpr std::uint8_t kPaleBox = 115;

std::size_t lanes_of(const Boxes& boxes) {
  std::size_t lanes = 1;
  for (const BoxRow& row : boxes.rows) lanes = std::max(lanes, row.boxes.size());
  return lanes;
}

double row_height(const Boxes& boxes) {
  const std::size_t lanes = lanes_of(boxes);
  return lanes == 1 ? kLoneLane + kAroundRow : kLane * static_cast<double>(lanes) + kAroundRow;
}

// Each name that groups bear once, in the order in which they occur, and what the marked values are.
std::vector<GroupName> key_of(const Boxes& boxes) {
  std::vector<GroupName> names;
  for (const BoxRow& row : boxes.rows)
    for (const FiveNumbers& box : row.boxes) {
      const auto is_it = [&box](const GroupName& name) { return name.name == box.name; };
      if (!box.name.empty() && std::ranges::none_of(names, is_it))
        names.push_back({box.name, "", mark_paint(box.hue, box.emphasis), name_paint(box.hue, box.emphasis), {}});
    }
  const bool any_marked = std::ranges::any_of(boxes.rows, [](const BoxRow& row) { return row.marked.has_value(); });
  if (any_marked && !boxes.marked_name.empty())
    names.push_back({boxes.marked_name, "", {.ink = Ink::text}, {.ink = Ink::text}, {}});
  return names;
}

std::vector<double> values_of(const Boxes& boxes, std::size_t shown) {
  std::vector<double> values;
  for (std::size_t i = 0; i < shown; ++i) {
    for (const FiveNumbers& box : boxes.rows[i].boxes) {
      values.insert(values.end(), {box.least, box.lower, box.median, box.upper, box.most});
      values.insert(values.end(), box.outliers.begin(), box.outliers.end());
    }
    if (boxes.rows[i].marked) values.push_back(*boxes.rows[i].marked);
  }
  return values;
}

double note_width(const Boxes& boxes, std::size_t shown, double most) {
  double width = 0;
  for (std::size_t i = 0; i < shown; ++i)
    width = std::max(width, text_width(kLabelStyle, one_line(boxes.rows[i].note)));
  if (width == 0) return 0;
  return std::min(std::max(width, text_width(kLabelStyle, one_line(boxes.note_heading))) + 1, most);
}

std::vector<RowName> names_of(const Boxes& boxes, std::size_t shown) {
  std::vector<RowName> names;
  for (std::size_t i = 0; i < shown; ++i) names.push_back({boxes.rows[i].name, Emphasis::normal});
  return names;
}

// Room above a box in its lane for the label of its median, where the lane is high enough for both.
double label_room(const FiveNumbers& box, double lane) {
  return !box.label.empty() && lane >= kLoneLane - 1 ? kSmallStyle.leading : 0;
}

bool is_drawable(const FiveNumbers& box, const NumberScale& x) {
  return std::ranges::all_of(std::array{box.least, box.lower, box.median, box.upper, box.most},
                             [&x](double value) { return std::isfinite(x(value)); });
}

// One box in its lane.
void draw_box(const FiveNumbers& box, const Box& lane, const NumberScale& x, Pen& pen) {
  if (!is_drawable(box, x)) return;
  const double label = label_room(box, lane.height());
  const double foot = lane.bottom, head = lane.top + label;
  const double half = std::min(kThickest, (foot - head) * 0.8) / 2, y = (head + foot) / 2;
  const Paint paint = mark_paint(box.hue, box.emphasis);
  Paint pale = paint;
  pale.alpha = kPaleBox;
  pen.horizontal(y, x(box.least), x(box.lower), kWhisker, paint);
  pen.horizontal(y, x(box.upper), x(box.most), kWhisker, paint);
  for (const double end : {box.least, box.most})
    pen.vertical(x(end), y - half * kCap, y + half * kCap, kWhisker, paint);
  pen.fill(Box{x(box.lower), y - half, x(box.upper), y + half}, pale);
  pen.vertical(x(box.median), y - half, y + half, kMedian, paint);
  for (const double outlier : box.outliers)
    if (std::isfinite(x(outlier))) pen.disc({x(outlier), y}, kOutlier, pale);
  if (label == 0) return;
  const std::string text = elide_end(kSmallStyle, one_line(box.label), 80);
  const double width = text_width(kSmallStyle, text) / 2;
  const double centre = std::clamp(x(box.median), lane.left + width, std::max(lane.left + width, lane.right - width));
  pen.text(kSmallStyle, text, {centre, y - half - 4}, Anchor::middle, name_paint(box.hue, box.emphasis), 1.5);
}

void draw_row(const BoxRow& row, const Box& room, const NumberScale& x, Pen& pen) {
  const double step = room.height() / static_cast<double>(std::max<std::size_t>(row.boxes.size(), 1));
  double top = room.top;
  for (const FiveNumbers& box : row.boxes) {
    draw_box(box, {room.left, top, room.right, top + step}, x, pen);
    top += step;
  }
  if (!row.marked || !std::isfinite(x(*row.marked))) return;
  const Point at{x(*row.marked), room.middle()};
  pen.vertical(at.x, room.top, room.bottom, kCasing, {.ink = Ink::text});
  pen.disc(at, kMarked + kCasing, {.ink = Ink::background});
  pen.disc(at, kMarked, {.ink = Ink::text});
}

// How far below the middle of its row a lone box lies: name and note stand beside it.
double off_centre(const BoxRow& row, double height) {
  return row.boxes.size() == 1 ? label_room(row.boxes.front(), height) / 2 : 0;
}

void draw_note(const std::string& note, Point right_middle, double width, Pen& pen) {
  const std::string text = elide_end(kLabelStyle, one_line(note), width);
  const Point at{right_middle.x, right_middle.y + cap_height(kLabelStyle) / 2};
  if (!text.empty()) pen.text(kLabelStyle, text, at, Anchor::end, {.ink = Ink::muted});
}

// The rooms of a picture of boxes, from the top: key, headings, rows, axis.
struct Rooms {
  RowFit fit;
  double key = 0, notes = 0;
  Box rows;
};

Rooms rooms_of(const Boxes& boxes, const Chart& chart, const Box& content, const NameColumn* names) {
  Rooms rooms;
  rooms.key = key_height(key_of(boxes), content.width());
  const double top = content.top + rooms.key + (boxes.note_heading.empty() ? 0 : kHeading);
  const double bottom = content.bottom - kYearAxisHeight - name_room_below(chart.x);
  rooms.fit = fit_rows(boxes.rows.size(), bottom - top, kHighestRow);
  rooms.notes = note_width(boxes, rooms.fit.shown, kNoteShare * content.width());
  rooms.rows = {content.left, top, content.right - (rooms.notes == 0 ? 0 : rooms.notes + kFromNotes),
                top + rooms.fit.height * static_cast<double>(rooms.fit.shown)};
  if (names != nullptr) rooms.rows.left += names->width() + kFromNames;
  return rooms;
}

}  // namespace

double natural_height(const Boxes& boxes, double frame) {
  constexpr double kAxis = kYearAxisHeight + 15, kKeyRow = 18;
  const double key = key_of(boxes).empty() ? 0 : kKeyRow + kBelowKey;
  const double heading = boxes.note_heading.empty() ? 0 : kHeading;
  return frame + key + heading + kAxis + row_height(boxes) * static_cast<double>(boxes.rows.size());
}

void draw(const Boxes& boxes, const Chart& chart, const Box& content, Pen& pen) {
  const Rooms frame = rooms_of(boxes, chart, content, nullptr);
  if (frame.fit.shown == 0) return;
  const NameColumn names(names_of(boxes, frame.fit.shown), frame.fit.height, kNameShare * content.width());
  const Rooms rooms = rooms_of(boxes, chart, content, &names);
  Plot plot;
  plot.left = content.left;
  plot.box = rooms.rows;
  const ValueAxis axis = bottom_axis(chart.x, values_of(boxes, rooms.fit.shown), plot.box.width());
  plot.x = axis.scale(plot.box.left, plot.box.right);
  if (rooms.fit.missing > 0) {
    draw_missing(rooms.fit.missing, {content.left, plot.box.bottom + rooms.fit.height / 2}, names.width(), pen);
    plot.box.bottom += rooms.fit.height;
  }
  draw_bottom(axis, plot, VerticalGrid::lines, pen);
  Occupancy taken(content);
  draw_names(chart.x, {}, plot, pen, taken);
  draw_key(key_of(boxes), content, pen);
  draw_note(boxes.note_heading, {content.right, rooms.rows.top - kHeading / 2}, rooms.notes, pen);
  for (std::size_t i = 0; i < rooms.fit.shown; ++i) {
    const double top = rooms.rows.top + rooms.fit.height * static_cast<double>(i), bottom = top + rooms.fit.height;
    const double inset = std::min(kAroundRow / 2, rooms.fit.height * 0.15);
    const Box room{rooms.rows.left, top + inset, rooms.rows.right, bottom - inset};
    const double down = off_centre(boxes.rows[i], room.height());
    names.draw(i, content.left, top + down, bottom + down, pen);
    draw_row(boxes.rows[i], room, plot.x, pen);
    draw_note(boxes.rows[i].note, {content.right, (top + bottom) / 2 + down}, rooms.notes, pen);
  }
}

}  // namespace perigee
