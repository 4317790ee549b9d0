#include <cmath>
#include <string_view>

#include "perigee/base/text.h"
#include "perigee/base/utf8.h"
#include "perigee/chart/describe.h"

namespace perigee {
namespace {

void append_escaped(std::string& json, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  if (c == '"' || c == '\\') {
    json.append({'\\', c});
  } else if (const auto byte = static_cast<unsigned char>(c); byte < 0x20) {
    json.append("\\u00").append({kHex[byte >> 4], kHex[byte & 15]});
  } else {
    json += c;
  }
}

std::string json_string(std::string_view text) {
  std::string json = "\"";
  for (const char c : to_valid_utf8(text)) append_escaped(json, c);
  return json + '"';
}

// JSON has no NaN and no infinity: they are null, as a missing cell is.
std::string json_number(double value) { return std::isfinite(value) ? plain(value) : "null"; }

std::string json_cell(const Column& column, std::size_t row) {
  if (column.is_missing(row)) return "null";
  switch (column.type()) {
    case Type::integer:
      return std::to_string(column.integer(row));
    case Type::real:
      return json_number(column.number(row));
    case Type::boolean:
      return column.integer(row) != 0 ? "true" : "false";
    case Type::category:
    case Type::text:
      return json_string(column.text(row));
    case Type::datetime:
      return json_string(column.display(row));
  }
  return "null";
}

// Items of an array or members of an object, written by `write(i)`.
template <class Write>
std::string listed(std::size_t count, const Write& write) {
  std::string json;
  for (std::size_t i = 0; i < count; ++i) json.append(i == 0 ? "" : ",").append(write(i));
  return json;
}

std::string member(std::string_view name, std::string_view json) { return json_string(name) + ":" + std::string(json); }

std::string columns_json(const Chart& chart) {
  return "[" +
         listed(chart.table.columns().size(),
                [&chart](std::size_t i) {
                  const Column& column = chart.table.columns()[i];
                  const std::string unit = i < chart.units.size() ? chart.units[i] : "";
                  return "{" + member("name", json_string(column.name())) + "," +
                         member("type", json_string(word(column.type()))) + "," + member("unit", json_string(unit)) +
                         "}";
                }) +
         "]";
}

std::string rows_json(const Table& table) {
  return "[" +
         listed(table.rows(),
                [&table](std::size_t row) {
                  return "[" +
                         listed(table.columns().size(),
                                [&](std::size_t i) { return json_cell(table.columns()[i], row); }) +
                         "]";
                }) +
         "]";
}

}  // namespace

std::string chart_json(const Chart& chart) {
  const auto note = [&chart](std::size_t i) { return json_string(chart.notes[i]); };
  return "{" + member("title", json_string(chart.title)) + "," + member("subtitle", json_string(chart.subtitle)) + "," +
         member("alt", json_string(chart.alt)) + "," + member("source", json_string(chart.source)) + "," +
         member("datasetVersion", json_string(chart.version)) + "," +
         member("notes", "[" + listed(chart.notes.size(), note) + "]") + "," + member("columns", columns_json(chart)) +
         "," + member("rows", rows_json(chart.table)) + "}\n";
}

}  // namespace perigee
