// Rows of a table as text: JSON objects, NDJSON lines or CSV records. Stateless; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "perigee/data/table.h"

namespace perigee::api {

enum class RowFormat : std::uint8_t { json, ndjson, csv };

std::string_view media_type(RowFormat format);
std::optional<RowFormat> row_format_of(std::string_view word);  // "json", "ndjson", "csv"

// {"Company": "SpaceX", "Year": 2020, "Price": null}; date-times are ISO 8601 as far as they are known.
void append_json_row(std::string& out, const Table& table, std::size_t row);

// RFC 4180 with CRLF. A cell of words that a spreadsheet would run as a formula gets an apostrophe in front.
void append_csv_header(std::string& out, const Table& table);
void append_csv_row(std::string& out, const Table& table, std::size_t row);

}  // namespace perigee::api
