// What /help and OpenAPI say of the routes of charts, and the parameters that they take.
#pragma once

#include <vector>

#include "api/http.h"
#include "perigee/catalog/analysis.h"

namespace perigee::api {

Route describe_chart(const Analysis& analysis);             // "/charts/timeline.{format}"
Route describe_negotiated_chart(const Analysis& analysis);  // "/charts/timeline"
Route describe_unknown_chart();                             // "/charts/{chart}"

// The parameters of the analysis and of the output but for its format, the dataset, and `download`.
std::vector<Param> chart_query(const Analysis& analysis);

}  // namespace perigee::api
