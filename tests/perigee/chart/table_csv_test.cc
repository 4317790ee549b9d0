#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>

#include "perigee/chart/describe.h"

namespace perigee {
namespace {

std::string csv_of(std::initializer_list<std::string_view> cells) {
  ColumnBuilder column("name", Type::text), count("n", Type::integer);
  for (const std::string_view cell : cells) {
    column.add(cell);
    count.add(std::int64_t{-1});
  }
  return table_csv(Table({column.build(), count.build()}));
}

TEST(TableCsv, StartsWithTheHeaderAndEndsLinesByCrLf) { EXPECT_EQ(csv_of({"a", "b"}), "name,n\r\na,-1\r\nb,-1\r\n"); }

TEST(TableCsv, QuotesCommasQuotesAndLineBreaks) {
  EXPECT_EQ(csv_of({"a,b", "say \"hi\"", "two\nlines"}),
            "name,n\r\n\"a,b\",-1\r\n\"say \"\"hi\"\"\",-1\r\n\"two\nlines\",-1\r\n");
}

TEST(TableCsv, NeutralisesCellsThatASpreadsheetWouldRun) {
  EXPECT_EQ(csv_of({"=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx"}),
            "name,n\r\n'=1+1,-1\r\n'+cmd,-1\r\n'-2+3,-1\r\n'@SUM(A1),-1\r\n'\tx,-1\r\n");
}

TEST(TableCsv, LeavesPlainNumbersAlone) { EXPECT_EQ(csv_of({"-12.5", "-inf"}), "name,n\r\n-12.5,-1\r\n'-inf,-1\r\n"); }

TEST(TableCsv, NeutralisesHeadersToo) {
  ColumnBuilder column("=x", Type::text);
  EXPECT_EQ(table_csv(Table({column.build()})), "'=x\r\n");
}

TEST(TableCsv, KeepsAMissingCellOfASingleColumnVisible) {
  ColumnBuilder column("name", Type::text);
  column.add_missing();
  EXPECT_EQ(table_csv(Table({column.build()})), "name\r\n\"\"\r\n");
}

TEST(TableCsv, IsEmptyForATableWithoutColumns) { EXPECT_EQ(table_csv(Table()), ""); }

}  // namespace
}  // namespace perigee
