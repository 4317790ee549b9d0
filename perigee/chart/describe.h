// A chart as text (goldens, --format text) and the table that was drawn as JSON and CSV.
#pragma once

#include <string>

#include "perigee/chart/chart.h"
#include "perigee/data/table.h"

namespace perigee {

// A stable, readable rendering of everything the chart says, one fact a line.
std::string describe(const Chart& chart);

// {"title","subtitle","alt","source","datasetVersion","notes","columns":[{"name","type","unit"}],"rows":[[…]]}
std::string chart_json(const Chart& chart);

// RFC 4180, header first; cells that a spreadsheet would run (= + - @ TAB) are neutralised by a leading apostrophe,
// except plain numbers.
std::string table_csv(const Table& table);

}  // namespace perigee
