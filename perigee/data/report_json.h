// The loader's report and a column's profile as JSON: what the API answers and the manifest keeps.
//
//   profile  {"name", "type", "missing", "distinct", "distinctIsEstimate"?, "least"?, "most"?, "repairedMojibake"?,
//             "top"?: [{"value", "count"}]}
//   report   {"rows", "bytes", "format", "delimiter"?, "columns": [profile], "repairedMojibake", "affectedRows",
//             "problemCount", "problems": [{"code", "where"?, "what", "remedy"?, "line"?, "column"?}],
//             "droppedColumns"}
//
// Members that say nothing are left out, so reading gives them their default. Readers trust nothing: a wrong shape is
// a Problem.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "perigee/base/problem.h"
#include "perigee/data/report.h"

namespace perigee {

nlohmann::json to_json(const ColumnProfile& profile);
nlohmann::json to_json(const LoadReport& report);

Result<ColumnProfile> column_profile_of(const nlohmann::json& json);
Result<LoadReport> load_report_of(const nlohmann::json& json);

}  // namespace perigee
