// Reading a dataset's rows over HTTP: filters, keyset pages, and JSON, NDJSON or CSV by `format` or Accept.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

enum class RowShape : std::uint8_t {
  bare,       // a JSON array of rows, each with an `id` (what GET /data always was)
  enveloped,  // {"dataset", "version", "total", "rows": […], "next"}
  records,    // a JSON array of rows as they are (what the cancer API has)
  launches    // {"launches": […]}, rows as they are (what the missions API has)
};

// The parameters of such a route, for its description.
std::vector<Param> row_parameters();
std::vector<AnswerDoc> row_answers(RowShape shape);

// Streams. 404 when there is no such dataset, 406 when Accept names nothing that can be made.
Response rows_response(const Services& services, const Request& request, std::string_view dataset, RowShape shape);

}  // namespace perigee::api
