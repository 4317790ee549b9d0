#include <algorithm>

#include "perigee/layout/mark.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kContent = 130, kMostWidth = 520, kBar = 3, kFromBar = 14, kGap = 8;

}  // namespace

double natural_height(const Empty&, double frame) { return frame + kContent; }

// Words beside a quiet rule, where the eye expects the marks.
void draw(const Empty& empty, const Chart&, const Box& content, Pen& pen) {
  const double width = std::min(kMostWidth, content.width() - kFromBar);
  const auto most = static_cast<std::size_t>(std::max(2.0, content.height() / kNameStyle.leading - 1));
  const auto sentence = wrap(kSeriesStyle, empty.sentence, width, most / 2);
  const auto remedy = wrap(kNameStyle, empty.remedy, width, most - most / 2);
  const double height = kSeriesStyle.leading * static_cast<double>(sentence.size()) +
                        kNameStyle.leading * static_cast<double>(remedy.size()) + (remedy.empty() ? 0 : kGap);
  const double top = std::max(content.top, content.middle() - height / 2);
  const double left = content.left + kFromBar;
  pen.fill(Box{content.left, top, content.left + kBar, top + height}, {.ink = Ink::grid});
  double y = top + cap_height(kSeriesStyle) + 2;
  for (const auto& line : sentence) {
    pen.text(kSeriesStyle, line, {left, y}, Anchor::start, {.ink = Ink::text});
    y += kSeriesStyle.leading;
  }
  y += kGap;
  for (const auto& line : remedy) {
    pen.text(kNameStyle, line, {left, y}, Anchor::start, {.ink = Ink::muted});
    y += kNameStyle.leading;
  }
}

}  // namespace perigee
