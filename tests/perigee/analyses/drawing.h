// Charts of small tables and of files, drawn by the same steps as the runner's: bind, filter, draw.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/chart/chart.h"
#include "perigee/data/report.h"
#include "perigee/data/table.h"
#include "perigee/schema/value.h"

namespace perigee::tests {

struct Dataset {
  Table table;
  std::vector<ColumnProfile> schema;
  std::string source;
};

// One launch a row; nothing is a missing cell.
struct Launch {
  std::optional<std::int64_t> year;
  std::string sector = "P", company = "Acme", country = "USA", company_country = "USA",
              location = "Pad 1, Florida, USA", status = "Success", detail = "Alpha 1 | Mission",
              rocket_status = "StatusActive";
  std::optional<double> price = std::nullopt;  // million US dollars
  std::string date = "";                       // "2020-08-07" or "2020-08"
};

// The columns of the real file that analyses read. `last_day` ("2020-08-07") is said to be the greatest date; empty:
// none is known.
Dataset dataset(const std::vector<Launch>& launches, const std::string& last_day = "");

// `n` launches of one kind.
std::vector<Launch> times(std::int64_t n, Launch launch);
// Lists one after the other.
std::vector<Launch> together(std::initializer_list<std::vector<Launch>> lists);

// Reads a CSV file; a test fails where it cannot be read.
Dataset dataset_of_file(const std::string& path, const std::string& source);
Dataset dataset_of_text(const std::string& csv, const std::string& source);
Dataset sample();
Dataset sample_of(const std::string& analysis);  // on which its example works
bool is_of_launches(const std::string& analysis);
std::vector<std::string> launch_analyses();  // those that draw launches

// The folder of real data: $PERIGEE_SHARED_DATA, else ../shared/data beside the sources; nothing if there is none.
std::optional<std::string> real_data();

// Draws; throws std::invalid_argument with the problems where the spec is refused.
Chart draw(const std::string& analysis, const Dataset& dataset, const Values& parameters = {});

// One cell of the chart's table, by the word in the first column.
std::int64_t cell(const Chart& chart, const std::string& row, const std::string& column);

}  // namespace perigee::tests
