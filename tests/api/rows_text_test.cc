#include "api/rows_text.h"

#include <gtest/gtest.h>

#include <limits>

#include "api/json_text.h"

namespace perigee::api {
namespace {

Table table_of(const std::vector<std::string>& words) {
  ColumnBuilder text("Text, \"x\"", Type::text);
  ColumnBuilder number("N", Type::integer);
  for (const std::string& word : words) {
    text.add(std::string_view(word));
    number.add(std::int64_t{-7});
  }
  text.add_missing();
  number.add_missing();
  std::vector<Column> columns;
  columns.push_back(text.build());
  columns.push_back(number.build());
  return Table(std::move(columns));
}

TEST(RowsText, WritesMissingCellsAsNull) {
  std::string out;
  append_json_row(out, table_of({"a"}), 1);
  EXPECT_EQ(out, R"({"Text, \"x\"":null,"N":null})");
}

TEST(RowsText, EscapesControlsAndRepairsUtf8) {
  EXPECT_EQ(quoted("a\"\\\n\x01\xff"), "\"a\\\"\\\\\\n\\u0001\xEF\xBF\xBD\"");
}

TEST(RowsText, NeutralisesFormulasOfWordsButNotNumbers) {
  for (const char* word : {"=1+1", "+1", "-1", "@a", "\tx"}) {
    std::string out;
    append_csv_row(out, table_of({word}), 0);
    EXPECT_EQ(out, "\"'" + std::string(word) + "\",-7\r\n");
  }
}

TEST(RowsText, QuotesAsRfc4180Says) {
  const Table table = table_of({"a,\"b\"\r\nc"});
  std::string out;
  append_csv_header(out, table);
  append_csv_row(out, table, 0);
  append_csv_row(out, table, 1);
  EXPECT_EQ(out, "\"Text, \"\"x\"\"\",N\r\n\"a,\"\"b\"\"\r\nc\",-7\r\n,\r\n");
}

}  // namespace
}  // namespace perigee::api
