#include "perigee/layout/frame.h"

#include <array>

#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kCompactWidth = 480, kMargin = 24, kCompactMargin = 16;
constexpr double kTagWidth = 36, kTagHeight = 5, kTagToTitle = 14;
constexpr double kToContent = 12, kToFooter = 13, kFoot = 11;

// How many lines each text may have: the first row that leaves the mark its share is taken.
struct Budget {
  std::size_t title, subtitle, footer;
};
constexpr std::array<Budget, 8> kBudgets{
    {{3, 2, 6}, {2, 2, 4}, {2, 2, 3}, {2, 1, 2}, {2, 1, 1}, {2, 0, 1}, {1, 0, 1}, {1, 0, 0}}};

// A sentence ends with a full stop, whoever wrote it.
std::string sentence(std::string text) {
  if (!text.empty() && std::string_view(".!?…").find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

std::vector<std::string> lines_of(const TextStyle& style, std::string_view text, double width, std::size_t most) {
  return most == 0 ? std::vector<std::string>() : wrap(style, text, width, most);
}

double lines_height(const TextStyle& style, const std::vector<std::string>& lines) {
  return style.leading * static_cast<double>(lines.size());
}

double header_height(const Frame& frame) {
  return kTagHeight + kTagToTitle + lines_height(frame.title_style, frame.title) +
         lines_height(kSubtitleStyle, frame.subtitle) + kToContent - descent(kSubtitleStyle);
}

double footer_height(const Frame& frame) {
  return frame.footer.empty() ? kFoot : lines_height(kFooterStyle, frame.footer) + kToFooter + kFoot - 4;
}

// Where lines are short the version goes first: it can be read elsewhere, what is partial can't.
std::vector<std::string> footer_lines(const Chart& chart, double width, std::size_t most) {
  std::vector<std::string> lines = lines_of(kFooterStyle, footer_text(chart), width, most + 1);
  if (lines.size() <= most) return lines;
  Chart brief;
  brief.source = chart.source;
  brief.notes = chart.notes;
  return lines_of(kFooterStyle, footer_text(brief), width, most);
}

double margin_of(const Output& output) { return output.width < kCompactWidth ? kCompactMargin : kMargin; }

Frame with_budget(const Chart& chart, const Output& output, const Budget& budget) {
  Frame frame;
  const bool compact = output.width < kCompactWidth;
  frame.width = output.width;
  frame.margin = margin_of(output);
  if (compact) frame.title_style = kCompactTitleStyle;
  const double room = frame.width - 2 * frame.margin;
  const std::string& title = output.title.empty() ? chart.title : output.title;
  frame.title = lines_of(frame.title_style, title, room, budget.title);
  frame.subtitle = lines_of(kSubtitleStyle, chart.subtitle, room, budget.subtitle);
  frame.footer = footer_lines(chart, room, budget.footer);
  return frame;
}

// Sets lines one under the other, the first baseline at `y`; returns the baseline that would follow.
double draw_lines(const std::vector<std::string>& lines, const TextStyle& style, double left, double y, Paint paint,
                  Pen& pen) {
  for (const std::string& line : lines) {
    pen.text(style, line, {left, y}, Anchor::start, paint);
    y += style.leading;
  }
  return y;
}

}  // namespace

std::string footer_text(const Chart& chart) {
  std::string text = chart.source.empty() ? "" : "Source: " + chart.source;
  if (!chart.version.empty()) text += (text.empty() ? "Version " : ", version ") + chart.version;
  text = sentence(text);
  for (const std::string& note : chart.notes) text.append(text.empty() ? "" : " ").append(sentence(one_line(note)));
  return text;
}

double content_width(const Output& output) { return output.width - 2 * margin_of(output); }

double frame_height(const Chart& chart, const Output& output) {
  const Frame frame = with_budget(chart, output, kBudgets.front());
  return header_height(frame) + footer_height(frame);
}

Frame compose_frame(const Chart& chart, const Output& output, double height, double least_content) {
  Frame frame;
  for (const Budget& budget : kBudgets) {
    frame = with_budget(chart, output, budget);
    frame.height = height;
    frame.content = {frame.margin, header_height(frame), frame.width - frame.margin, height - footer_height(frame)};
    if (frame.content.height() >= least_content) break;
  }
  return frame;
}

void draw(const Frame& frame, Pen& pen) {
  pen.fill(pen.canvas(), {.ink = Ink::background});
  pen.fill(Box{frame.margin, 0, frame.margin + kTagWidth, kTagHeight}, {.ink = Ink::accent});
  double y = kTagHeight + kTagToTitle + cap_height(frame.title_style);
  y = draw_lines(frame.title, frame.title_style, frame.margin, y, {.ink = Ink::text}, pen);
  y += cap_height(kSubtitleStyle) - cap_height(frame.title_style);
  draw_lines(frame.subtitle, kSubtitleStyle, frame.margin, y, {.ink = Ink::muted}, pen);
  const double footer = frame.height - kFoot - lines_height(kFooterStyle, frame.footer) + kFooterStyle.leading;
  draw_lines(frame.footer, kFooterStyle, frame.margin, footer, {.ink = Ink::faint}, pen);
}

}  // namespace perigee
