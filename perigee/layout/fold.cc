#include "perigee/layout/fold.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "perigee/base/text.h"
#include "perigee/layout/frame.h"
#include "perigee/layout/mark.h"

namespace perigee {
namespace {

// The sum of what is there; nothing where nothing is.
std::optional<double> sum_of(const CellRow& row, std::size_t begin, std::size_t end) {
  std::optional<double> sum;
  for (std::size_t i = begin; i < std::min(end, row.values.size()); ++i)
    if (row.values[i]) sum = sum.value_or(0) + *row.values[i];
  return sum;
}

Cells added_up(const Cells& cells, std::size_t width) {
  Cells folded = cells;
  folded.columns.clear();
  for (std::size_t i = 0; i < cells.columns.size(); i += width) folded.columns.push_back(cells.columns[i]);
  for (std::size_t row = 0; row < cells.rows.size(); ++row) {
    folded.rows[row].values.clear();
    for (std::size_t i = 0; i < cells.columns.size(); i += width)
      folded.rows[row].values.push_back(sum_of(cells.rows[row], i, i + width));
  }
  folded.partial_from = cells.partial_from / width;
  return folded;
}

Cells last_columns(const Cells& cells, std::size_t count) {
  const std::size_t left_out = cells.columns.size() - count;
  Cells last = cells;
  last.columns.erase(last.columns.begin(), last.columns.begin() + static_cast<std::ptrdiff_t>(left_out));
  for (CellRow& row : last.rows)
    row.values.erase(row.values.begin(),
                     row.values.begin() + static_cast<std::ptrdiff_t>(std::min(left_out, row.values.size())));
  if (cells.partial_from < cells.columns.size())
    last.partial_from = cells.partial_from - std::min(left_out, cells.partial_from);
  return last;
}

std::string in_digits(std::size_t count) { return grouped(static_cast<std::int64_t>(count)); }

}  // namespace

Chart folded(const Chart& chart, const Output& output) {
  const Cells* const cells = std::get_if<Cells>(&chart.mark);
  if (cells == nullptr) return chart;
  const std::size_t all = cells->columns.size(), most = columns_that_fit(*cells, content_width(output));
  if (all <= most) return chart;
  Chart fitting = chart;
  if (cells->ramp == Ramp::counts || cells->ramp == Ramp::amounts) {
    const std::size_t width = (all + most - 1) / most;
    fitting.mark = added_up(*cells, width);
    fitting.notes.push_back("Each column adds up " + in_digits(width) + ": " + in_digits(all) +
                            " are too many for this width.");
    return fitting;
  }
  fitting.mark = last_columns(*cells, most);
  fitting.notes.push_back("The first " + in_digits(all - most) + " of " + in_digits(all) +
                          " columns are left out: the picture is too narrow.");
  return fitting;
}

}  // namespace perigee
