// The bytes of one column of one block (docs/formats.md describes them byte by byte; they carry a version).
//
// decode(encode(c)) equals c. The decoded column keeps the encoded bytes as its cells where it can, without a copy.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "perigee/base/problem.h"
#include "perigee/data/table.h"

namespace perigee {

// A column of at most 65,536 rows. Deterministic: equal cells give equal bytes.
std::string encode_column(const Column& column);

// The name is given: the key it was stored under is its name. An unknown version, a short or an inconsistent input
// is a Problem that says so; nothing that is read is trusted.
Result<Column> decode_column(std::string name, std::string bytes);

// One column of many blocks: dictionaries are merged, integer widens to real and category to text where the blocks
// differ; `absent_rows` > 0 in a part stands for a block that lacks the column.
struct ColumnPart {
  Column column;
  std::size_t absent_rows = 0;
};
Result<Column> concatenate(const std::string& name, Type type, std::span<const ColumnPart> parts);

}  // namespace perigee
