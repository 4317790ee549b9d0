#include "api/rows_text.h"

#include <array>
#include <charconv>
#include <cmath>

#include "api/json_text.h"

namespace perigee::api {
namespace {

constexpr std::array<std::string_view, 3> kWords = {"json", "ndjson", "csv"};
constexpr std::array<std::string_view, 3> kTypes = {"application/json", "application/x-ndjson",
                                                    "text/csv; charset=utf-8"};

void append_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void append_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  std::array<char, 40> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void append_json_cell(std::string& out, const Column& column, std::size_t row) {
  if (column.is_missing(row)) {
    out += "null";
    return;
  }
  switch (column.type()) {
    case Type::integer:
      append_integer(out, column.integer(row));
      return;
    case Type::real:
      append_number(out, column.number(row));
      return;
    case Type::boolean:
      out += column.integer(row) != 0 ? "true" : "false";
      return;
    case Type::category:
    case Type::text:
      append_quoted(out, column.text(row));
      return;
    case Type::datetime:
      append_quoted(out, column.display(row));
      return;
  }
}

bool runs_as_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\0", 7).find(text.front()) != std::string_view::npos;
}

void append_csv_words(std::string& out, std::string_view text) {
  const bool quotes = runs_as_formula(text) || text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (!quotes) {
    out += text;
    return;
  }
  out += '"';
  if (runs_as_formula(text)) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_cell(std::string& out, const Column& column, std::size_t row) {
  if (column.is_missing(row)) return;
  if (column.type() == Type::category || column.type() == Type::text) return append_csv_words(out, column.text(row));
  out += column.display(row);
}

}  // namespace

std::string_view media_type(RowFormat format) { return kTypes[static_cast<std::size_t>(format)]; }

std::optional<RowFormat> row_format_of(std::string_view word) {
  for (std::size_t at = 0; at < kWords.size(); ++at)
    if (word == kWords[at]) return static_cast<RowFormat>(at);
  return std::nullopt;
}

void append_json_row(std::string& out, const Table& table, std::size_t row) {
  out += '{';
  for (const Column& column : table.columns()) {
    if (&column != &table.columns().front()) out += ',';
    append_quoted(out, column.name());
    out += ':';
    append_json_cell(out, column, row);
  }
  out += '}';
}

void append_csv_header(std::string& out, const Table& table) {
  for (const Column& column : table.columns()) {
    if (&column != &table.columns().front()) out += ',';
    append_csv_words(out, column.name());
  }
  out += "\r\n";
}

void append_csv_row(std::string& out, const Table& table, std::size_t row) {
  for (const Column& column : table.columns()) {
    if (&column != &table.columns().front()) out += ',';
    append_csv_cell(out, column, row);
  }
  out += "\r\n";
}

}  // namespace perigee::api
