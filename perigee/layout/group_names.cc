#include "perigee/layout/group_names.h"

#include <algorithm>
#include <cmath>

#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kLattice = 4, kPadding = 4, kHalo = 2, kMostName = 170, kToNote = 6;
constexpr double kSwatch = 9, kToName = 5, kBetween = 18, kKeyRow = 18;

// A name and its note as they are set on one line.
struct NameLine {
  std::string name, note;
  double name_width = 0, width = 0;
};

NameLine line_of(const GroupName& group, double most) {
  NameLine line{.name = elide_middle(kSeriesStyle, one_line(group.name), std::min(most, kMostName)), .note = {}};
  line.width = line.name_width = text_width(kSeriesStyle, line.name);
  const std::string note = one_line(group.note);
  const double with_note = line.width + kToNote + text_width(kLabelStyle, note);
  if (note.empty() || line.name.empty() || with_note > most) return line;
  line.note = note;
  line.width = with_note;
  return line;
}

void draw_line(const NameLine& line, Point at, Paint ink, double halo, Pen& pen) {
  if (line.name.empty()) return;
  pen.text(kSeriesStyle, line.name, at, Anchor::start, ink, halo);
  const Point behind{at.x + line.name_width + kToNote, at.y};
  if (!line.note.empty()) pen.text(kLabelStyle, line.note, behind, Anchor::start, {.ink = Ink::muted}, halo);
}

// One item of the key, its place counted from the key's corner.
struct KeyItem {
  const GroupName* group;
  NameLine line;
  double left;
  std::size_t row;
};

std::vector<KeyItem> key_items(const std::vector<GroupName>& names, double width) {
  std::vector<KeyItem> items;
  double left = 0;
  std::size_t row = 0;
  for (const GroupName& group : names) {
    const NameLine line = line_of(group, width - kSwatch - kToName);
    if (line.name.empty()) continue;
    const double needed = kSwatch + kToName + line.width;
    if (left > 0 && left + needed > width) left = 0, ++row;
    if (row < kMostKeyRows) items.push_back({&group, line, left, row});
    left += needed + kBetween;
  }
  return items;
}

}  // namespace

std::optional<Box> free_place(const InkSums& ink, const Box& field, double width, double height, Point near) {
  std::optional<Box> best;
  double least = 0;
  for (double top = field.top; top + height <= field.bottom; top += kLattice)
    for (double left = field.left; left + width <= field.right; left += kLattice) {
      const Box box{left, top, left + width, top + height};
      const double dx = (box.left + box.right) / 2 - near.x, dy = box.middle() - near.y;
      const double cost = dx * dx + dy * dy;
      if (best && cost >= least) continue;
      if (ink.ink(box) > 0) continue;
      best = box, least = cost;
    }
  return best;
}

std::optional<std::vector<Box>> draw_names_beside(const std::vector<GroupName>& names, const Box& field, double reach,
                                                  Occupancy taken, Pen& pen) {
  const double farthest = reach * std::hypot(field.width(), field.height());
  Pen attempt = pen;
  std::vector<Box> boxes;
  for (const GroupName& group : names) {
    const NameLine line = line_of(group, field.width());
    if (line.name.empty()) continue;
    const double width = line.width + 2 * kPadding, height = kSeriesStyle.leading + kPadding;
    const auto box = free_place(InkSums(taken), field, width, height, group.near);
    if (!box || std::hypot((box->left + box->right) / 2 - group.near.x, box->middle() - group.near.y) > farthest)
      return std::nullopt;
    const double baseline = centred_baseline(kSeriesStyle, box->top, box->bottom);
    draw_line(line, {box->left + kPadding, baseline}, group.ink, kHalo, attempt);
    taken.add(*box);
    boxes.push_back(*box);
  }
  pen = std::move(attempt);
  return boxes;
}

double key_height(const std::vector<GroupName>& names, double width) {
  const std::vector<KeyItem> items = key_items(names, width);
  if (items.empty()) return 0;
  return kKeyRow * static_cast<double>(items.back().row + 1) + kBelowKey;
}

void draw_key(const std::vector<GroupName>& names, const Box& room, Pen& pen) {
  for (const KeyItem& item : key_items(names, room.width())) {
    const double top = room.top + kKeyRow * static_cast<double>(item.row), left = room.left + item.left;
    const double y = centred_baseline(kSeriesStyle, top, top + kKeyRow - 4);
    pen.fill(Box{left, y - kSwatch, left + kSwatch, y}, item.group->swatch);
    draw_line(item.line, {left + kSwatch + kToName, y}, item.group->ink, 0, pen);
  }
}

}  // namespace perigee
