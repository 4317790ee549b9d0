// JSON objects as rows: nested objects become dotted names, arrays stay JSON text. Streams: neither the document nor
// a row is held.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "perigee/base/problem.h"
#include "perigee/data/loader.h"
#include "perigee/data/spool.h"

namespace perigee {

// Takes the cells of a row in the order of its keys. Returning false ends the walk; the sink knows why.
class JsonSink {
 public:
  virtual ~JsonSink() = default;
  virtual bool begin_row(std::uint64_t line) = 0;
  // `name` and `text` hold until it returns; a null has no text.
  virtual bool cell(std::string_view name, std::optional<std::string_view> text) = 0;
  virtual bool end_row() = 0;
};

// The whole spool: an object or an array of objects (json), or an object a line (ndjson). What is wrong with the
// text, or nothing; also nothing when the sink ended the walk.
std::optional<Problem> walk_json(const Spool& spool, const LoadOptions& options, JsonSink& sink);

}  // namespace perigee
