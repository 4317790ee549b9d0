#include "perigee/data/csv_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "perigee/data/clean.h"

namespace perigee {
namespace {

using ::testing::ElementsAre;

// All records, one string each, cells parted by '|'; windows of the given size.
std::vector<std::string> records(std::string_view text, std::size_t window, CsvDialect dialect = {}) {
  std::vector<std::string> result;
  CsvScanner scanner(dialect);
  for (std::size_t begin = 0, size = std::min(window, text.size()); begin < text.size();) {
    scanner.open(text.substr(begin, size), begin + size == text.size());
    while (scanner.next()) {
      std::string& record = result.emplace_back(std::to_string(scanner.line()));
      for (const CsvCell& cell : scanner.cells()) record.append("|").append(cell.text());
    }
    begin += scanner.used();
    size = scanner.used() > 0 ? std::min(window, text.size() - begin) : std::min(size + window, text.size() - begin);
  }
  return result;
}

TEST(CsvScanner, ReadsQuotesMixedEndsAndNoFinalNewline) {
  EXPECT_THAT(records("a,b\r\n\"1,\n2\",x\n\n3,", 1000), ElementsAre("1|a|b", "2|1,\n2|x", "5|3|"));
}

TEST(CsvScanner, EndsRecordsAtCarriageReturnsOnlyWhereTheFileDoes) {
  EXPECT_THAT(records("a\rb\rc", 1000, {',', true}), ElementsAre("1|a", "2|b", "3|c"));
  EXPECT_THAT(records("a\rb\nc", 1000), ElementsAre("1|a\rb", "2|c"));
}

TEST(CsvScanner, GivesTheSameRecordsWhateverTheWindows) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int cell = 0; cell < 60; ++cell) {
      const std::string body(random() % 30, "ab?\xC3 "[random() % 5]);
      text += random() % 3 == 0 ? "\"" + body + "\"\",\n\"" : "x" + body;
      text += random() % 4 == 0 ? (random() % 2 == 0 ? "\r\n" : "\n") : ",";
    }
    const auto whole = records(text, text.size());
    for (const std::size_t window : {1u, 7u, 64u, 100u}) ASSERT_EQ(records(text, window), whole) << text;
  }
}

TEST(CsvScanner, MarksExactlyTheCellsWithOddBytes) {
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int cell = 0; cell < 40; ++cell) {
      text += std::string(random() % 40, 'x') + (random() % 3 == 0 ? "?" : "") + std::string(random() % 40, 'y');
      text += random() % 5 == 0 ? "\n" : ",";
    }
    CsvScanner scanner({});
    scanner.open(text, true);
    while (scanner.next())
      for (const CsvCell& cell : scanner.cells()) ASSERT_EQ(cell.odd, has_odd(cell.text())) << cell.text();
  }
}

TEST(CsvScanner, SniffsTheDelimiterOutsideOfQuotes) {
  EXPECT_EQ(sniff_csv("a;\"b,c,d\";e\n").delimiter, ';');
  EXPECT_EQ(sniff_csv("a\tb\n1,2,3\n").delimiter, '\t');
  EXPECT_EQ(sniff_csv("alone\n").delimiter, ',');
  EXPECT_TRUE(sniff_csv("a,b\r1,2\r").cr_ends);
  EXPECT_FALSE(sniff_csv("a,b\r\n1,2\r").cr_ends);
}

}  // namespace
}  // namespace perigee
