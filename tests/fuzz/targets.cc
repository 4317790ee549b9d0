#include "tests/fuzz/targets.h"

#include <cstdlib>
#include <string>

#include "perigee/data/codec.h"
#include "perigee/data/loader.h"

namespace perigee::fuzz {
namespace {

void expect(bool holds) {
  if (!holds) std::abort();
}

LoadOptions small(DataFormat format) {
  LoadOptions options;
  options.format = format;
  options.max_rows = 10'000;
  return options;
}

// Every column survives its encoding, and the report counts what the table holds.
void check(const Loaded& loaded) {
  expect(loaded.report.rows == loaded.table.rows());
  expect(loaded.report.columns.size() == loaded.table.columns().size());
  for (const Column& column : loaded.table.columns()) {
    const auto decoded = decode_column(column.name(), encode_column(column));
    expect(static_cast<bool>(decoded));
    for (std::size_t row = 0; row < column.size(); ++row) expect(decoded->display(row) == column.display(row));
  }
}

void load_and_check(std::string_view bytes, DataFormat format) {
  const auto loaded = load(bytes, small(format));
  loaded ? check(*loaded) : expect(!loaded.problems().empty());
}

}  // namespace

void csv(std::string_view bytes) {
  load_and_check(bytes, DataFormat::csv);
  Loader pieces(small(DataFormat::csv));
  for (const char byte : bytes) pieces.write({&byte, 1});
  const bool accepted = static_cast<bool>(pieces.finish([](const Table&) {}));
  expect(accepted == static_cast<bool>(load(bytes, small(DataFormat::csv))));
}

void json(std::string_view bytes) {
  load_and_check(bytes, DataFormat::json);
  load_and_check(bytes, DataFormat::ndjson);
}

void column(std::string_view bytes) {
  const auto decoded = decode_column("c", std::string(bytes));
  if (!decoded) return;
  for (std::size_t row = 0; row < decoded->size(); ++row) decoded->display(row);
  const auto again = decode_column("c", encode_column(*decoded));
  expect(static_cast<bool>(again) && again->size() == decoded->size());
}

}  // namespace perigee::fuzz
