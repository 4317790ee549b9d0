#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include "perigee/chart/describe.h"

namespace perigee {
namespace {

bool is_plain_number(std::string_view text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end && std::isfinite(value);
}

// Spreadsheets run a cell that begins so, wherever the file came from.
bool is_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
         !is_plain_number(text);
}

std::string csv_cell(std::string_view text) {
  std::string cell = is_formula(text) ? "'" : "";
  cell += text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

// A table of one column would write a missing cell as an empty line, which readers skip: it is quoted instead.
void append_line(std::string& csv, const std::vector<std::string>& cells) {
  if (cells.size() == 1 && cells.front().empty()) csv += "\"\"";
  for (std::size_t i = 0; i < cells.size(); ++i) csv.append(i == 0 ? "" : ",").append(csv_cell(cells[i]));
  csv += "\r\n";
}

}  // namespace

std::string table_csv(const Table& table) {
  const auto& columns = table.columns();
  std::string csv;
  std::vector<std::string> cells(columns.size());
  if (columns.empty()) return csv;
  std::ranges::transform(columns, cells.begin(), &Column::name);
  append_line(csv, cells);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::ranges::transform(columns, cells.begin(), [row](const Column& column) { return column.display(row); });
    append_line(csv, cells);
  }
  return csv;
}

}  // namespace perigee
