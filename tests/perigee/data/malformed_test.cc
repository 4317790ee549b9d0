// The 28 ways in which uploads are malformed, each beside a good twin that must be accepted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "perigee/data/loader.h"
#include "perigee/data/refusal.h"

namespace perigee {
namespace {

using ::testing::HasSubstr;
using namespace std::string_literals;

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string columns(int count) {
  std::string header = "c1", row = "1";
  for (int i = 2; i <= count; ++i) header += ",c" + std::to_string(i), row += ",1";
  return header + "\n" + row + "\n";
}

std::string nested(int depth) {
  return repeat(R"({"a":)", static_cast<std::size_t>(depth)) + "1" + repeat("}", static_cast<std::size_t>(depth));
}

struct Malformed {
  std::string_view name;
  DataFormat format;
  std::string bad;
  std::string_view code;
  int status;
  std::optional<std::uint64_t> line, column;
  std::string good;
};

void PrintTo(const Malformed& entry, std::ostream* out) { *out << entry.name; }

class Refused : public ::testing::TestWithParam<Malformed> {};

TEST_P(Refused, WithStatusLineColumnCodeAndRemedy) {
  const Malformed& entry = GetParam();
  const auto loaded = load(entry.bad, {.format = entry.format, .max_rows = 3});
  ASSERT_FALSE(loaded);
  const Problem& problem = loaded.problems().front();
  EXPECT_EQ(problem.code, entry.code) << to_string(problem);
  EXPECT_EQ(http_status_of(problem), entry.status);
  EXPECT_EQ(problem.line, entry.line) << to_string(problem);
  EXPECT_EQ(problem.column, entry.column) << to_string(problem);
  EXPECT_FALSE(problem.what.empty());
  EXPECT_FALSE(problem.remedy.empty());
}

TEST_P(Refused, ButNotItsGoodTwin) {
  const Malformed& entry = GetParam();
  const auto loaded = load(entry.good, {.format = entry.format, .max_rows = 3});
  ASSERT_TRUE(loaded) << to_string(loaded.problems());
  EXPECT_GE(loaded->table.rows(), 1u);
  EXPECT_EQ(loaded->report.problem_count, 0u) << to_string(loaded->report.problems);
}

constexpr auto kCsv = DataFormat::csv;
constexpr auto kJson = DataFormat::json;
const std::string kLong(64 * 1024, 'x');

const Malformed kRefused[] = {
    {"empty", kCsv, "", "empty-file", 422, {}, {}, "a\n1\n"},
    {"header_only", kCsv, "a,b\n", "no-rows", 422, 1, {}, "a,b\n1,2"},
    {"utf16_little_endian", kCsv, "\xFF\xFE"s + "a\0\n\0"s, "utf-16", 415, 1, 1,
     "\xEF\xBB\xBF"
     "a\n1\n"},
    {"utf16_big_endian", kCsv, "\xFE\xFF"s + "\0a\0\n"s, "utf-16", 415, 1, 1, "ä\n1\n"},
    {"utf16_without_a_mark", kCsv, "a\0,\0b\0\n\0"s, "utf-16", 415, 1, 1, "a,b\n1,2\n"},
    {"nul", kCsv, "name,b\nxy,1\na\0b,2\n"s, "nul-byte", 400, 3, 1, "name,b\nxy,1\nab,2\n"},
    {"unterminated_quote", kCsv, "a,b\n1,\"x\ny", "unterminated-quote", 400, 2, 2, "a,b\n1,\"x\ny\""},
    {"quote_in_a_bare_field", kCsv, "a,b\n1,6\" pipe\n", "quote-in-bare-field", 400, 2, 2, "a,b\n1,\"6\"\" pipe\"\n"},
    {"text_after_a_closing_quote", kCsv, "a,b\n\"x\"y,1\n", "text-after-quote", 400, 2, 1, "a,b\n \"x\" ,1\n"},
    {"65_columns", kCsv, columns(65), "too-many-columns", 422, 1, 65, columns(64)},
    {"field_over_64_kib", kCsv, "a\n" + kLong + "x\n", "field-too-long", 413, 2, 1, "a\n" + kLong + "\n"},
    {"quoted_field_over_64_kib", kCsv, "a\n\"" + kLong + "x\"\n", "field-too-long", 413, 2, 1,
     "a\n\"" + kLong + "\"\n"},
    {"over_the_row_limit", kCsv, "a\n1\n2\n3\n4\n", "too-many-rows", 413, 5, {}, "a\n1\n2\n3\n"},
    {"1e999", kCsv, "a\n1.5\n1e999\n", "number-out-of-range", 422, 3, 1, "a\n1.5\n1e99\n"},
    {"infinity", kCsv, "a\n1.5\n-Inf\n", "number-out-of-range", 422, 3, 1, "a\n1.5\nNaN\n"},
    {"gzip", kCsv, "\x1F\x8B\x08\0\0\0"s, "compressed", 415, 1, 1, "a\n1\n"},
    {"zip", kJson,
     "PK\x03\x04"
     "rest",
     "compressed", 415, 1, 1, "[{\"a\":1}]"},
    {"json_1e999", kJson, "[{\"a\":1},\n{\"a\":1e999}]", "number-out-of-range", 422, 2, 12, "[{\"a\":1e99}]"},
    {"json_huge_integer", kJson, "{\"a\":18446744073709551616}", "number-out-of-range", 422, 1, 27,
     "{\"a\":9223372036854775807.0}"},
    {"json_nan", kJson, "{\"a\":NaN}", "json-syntax", 400, 1, 7, "{\"a\":null,\"b\":1}"},
    {"json_not_utf8", kJson, "{\"a\":\"\xFF\"}", "invalid-utf-8", 400, 1, 8, "{\"a\":\"\u00FF\"}"},
    {"json_trailing_garbage", kJson, "[{\"a\":1}] x", "trailing-garbage", 400, 1, 12, "[{\"a\":1}] \n"},
    {"json_duplicate_key", kJson, "[{\"a\":1,\"a\":2}]", "duplicate-key", 400, 1, 12, "[{\"a\":1},{\"a\":2}]"},
    {"json_duplicate_dotted_key",
     kJson,
     "[{\"a\":{\"b\":1},\"a.b\":2}]",
     "duplicate-key",
     400,
     1,
     {},
     "[{\"a\":{\"b\":1},\"ab\":2}]"},
    {"json_deeper_than_32", kJson, nested(33), "too-deep", 400, 1, 161 + 1, nested(32)},
    {"json_empty", kJson, " \n ", "empty-file", 422, {}, {}, "{\"a\":1}"},
    {"json_without_rows", kJson, "[]", "no-rows", 422, {}, {}, "[{\"a\":1}]"},
    {"json_of_numbers", kJson, "[1,2]", "not-objects", 422, 1, 4, "[{\"a\":1}]"},
    {"json_cut_off", kJson, "[{\"a\":1", "json-syntax", 400, 1, 8, "[{\"a\":1}]"},
    {"ndjson_array_line", DataFormat::ndjson, "{\"a\":1}\n[2]\n", "not-objects", 422, 2, 2, "{\"a\":1}\n\n{\"a\":2}\n"},
    {"ndjson_two_on_a_line", DataFormat::ndjson, "{\"a\":1} {\"a\":2}\n", "trailing-garbage", 400, 1, 10,
     "{\"a\":1}\r\n{\"a\":2}"},
};

INSTANTIATE_TEST_SUITE_P(Malformed, Refused, ::testing::ValuesIn(kRefused),
                         [](const auto& test) { return std::string(test.param.name); });

// What real files have: the load goes on, and the report says where.
struct Repaired {
  std::string_view name;
  std::string text;
  std::string_view code;
  std::uint64_t line, column;  // 0: the whole row
  std::string_view cells;      // the last row, as it was read
  std::string good;
};

void PrintTo(const Repaired& entry, std::ostream* out) { *out << entry.name; }

class Reported : public ::testing::TestWithParam<Repaired> {};

std::string last_row(const Table& table) {
  std::string cells;
  for (const Column& column : table.columns()) cells += "|" + column.display(table.rows() - 1);
  return cells.substr(1);
}

TEST_P(Reported, ByLineAndRepaired) {
  const auto loaded = load(GetParam().text);
  ASSERT_TRUE(loaded) << to_string(loaded.problems());
  ASSERT_EQ(loaded->report.problem_count, 1u) << to_string(loaded->report.problems);
  const Problem& problem = loaded->report.problems[0];
  EXPECT_EQ(problem.code, GetParam().code);
  EXPECT_EQ(problem.line.value_or(0), GetParam().line);
  EXPECT_EQ(problem.column.value_or(0), GetParam().column);
  EXPECT_EQ(last_row(loaded->table), GetParam().cells);
}

TEST_P(Reported, ButNotItsGoodTwin) {
  const auto loaded = load(GetParam().good);
  ASSERT_TRUE(loaded) << to_string(loaded.problems());
  EXPECT_EQ(loaded->report.problem_count, 0u) << to_string(loaded->report.problems);
}

const std::string kTenDates = repeat("2020-02-01\n", 10), kTenNumbers = repeat("7\n", 10);

const Repaired kRepaired[] = {
    {"invalid_utf8", "a,b\nx,1\n\xE9t\xE9,2\n", "invalid-utf-8", 3, 1, "\uFFFDt\uFFFD|2",
     "a,b\nx,1\n\u00E9t\u00E9,2\n"},
    {"short_row", "a,b,c\n1,2,3\n4,5\n", "short-row", 3, 0, "4|5|", "a,b,c\n1,2,3\n4,5,\n"},
    {"long_row", "a,b\n1,2\n3,4,5\n", "long-row", 3, 0, "3|4", "a,b\n1,2\n3,4,\n"},
    {"duplicate_header", "a,b,a\n1,2,3\n", "duplicate-header", 1, 3, "1|2|3", "a,b,A\n1,2,3\n"},
    {"empty_header_name", "a,,c\n1,x,3\n", "empty-header", 1, 2, "1|x|3", "a,b,\n1,x,\n"},
    {"bare_cr_in_a_cell", "a,b\nx,1\ny\rz,2\n", "bare-cr", 3, 1, "y z|2", "a,b\rx,1\ry,2\r"},
    {"control_characters", "a,b\nx,1\n\x1B[31mred\x1B[0m\x07,2\n", "control-character", 3, 1, "red|2",
     "a,b\nx,1\nred,2\n"},
    {"february_30", "a\n" + kTenDates + "2020-02-30\n", "impossible-date", 12, 1, "",
     "a\n" + kTenDates + "2020-02-29\n"},
    {"month_0", "a\n" + kTenDates + "0000-00-00\n", "impossible-date", 12, 1, "", "a\n" + kTenDates + "0001-01-01\n"},
    {"word_among_numbers", "a,b\n" + repeat("7,x\n", 10) + "seven,x\n", "misfit", 12, 1, "|x",
     "a\n" + kTenNumbers + "NA\n"},
    {"unknown_country", "Country of Launch\nUSA\nAtlantis\n", "unknown-place", 3, 0, "Atlantis",
     "Country of Launch\nUSA\nSea Launch\n"},
};

INSTANTIATE_TEST_SUITE_P(Malformed, Reported, ::testing::ValuesIn(kRepaired),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Malformed, ElevenDamagedRowsOfTwoHundredAreRefusedByName) {
  const std::string good = repeat("1,2\n", 189), bad = repeat("1\n", 11);
  const auto loaded = load("a,b\n" + good + bad);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.problems()[0].code, "too-many-affected-rows");
  EXPECT_EQ(http_status_of(loaded.problems()[0]), 422);
  EXPECT_EQ(loaded.problems()[1].line, 191u);
}

TEST(Malformed, TenDamagedRowsAreRepairedHoweverFewRowsThereAre) {
  EXPECT_TRUE(load("a,b\n" + repeat("1\n", 10)));
  EXPECT_FALSE(load("a,b\n" + repeat("1\n", 11)));
}

TEST(Malformed, ElevenDamagedRowsOfManyAreRepaired) {
  const auto loaded = load("a,b\n" + repeat("1,2\n", 209) + repeat("1\n", 11));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->report.affected_rows, 11u);
}

TEST(Malformed, ReadsSemicolonsTabsAndDecimalCommas) {
  const auto semicolons = load("a;b\n1,5;x\n2,25;y\n"), tabs = load("a\tb\n1.5\tx\n");
  ASSERT_TRUE(semicolons && tabs);
  EXPECT_EQ(semicolons->report.delimiter, ";");
  EXPECT_EQ(semicolons->table.column("a").number(1), 2.25);
  EXPECT_EQ(tabs->report.delimiter, "\t");
}

TEST(Malformed, DecidesTheDecimalCommaPerColumn) {
  const auto loaded = load("a,b\n\"0,725\",\"1,160.00\"\n\"1,234\",\"1,234\"\n");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->table.column("a").number(1), 1.234);
  EXPECT_EQ(loaded->table.column("b").number(1), 1234.0);
}

TEST(Malformed, AFormulaIsKeptAsItStands) {
  const auto loaded = load("a,b\n=1+1,x\n");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->table.column("a").text(0), "=1+1");
}

TEST(Malformed, AnEndlessQuoteIsRefusedWithoutReadingOn) {
  Loader loader({});
  ASSERT_TRUE(loader.write("a\n\""));
  bool goes_on = true;
  for (int i = 0; i < 64 && goes_on; ++i) goes_on = loader.write(std::string(64 * 1024, 'x'));
  EXPECT_FALSE(goes_on);
  EXPECT_EQ(loader.finish([](const Table&) {}).problems()[0].code, "field-too-long");
}

TEST(Malformed, ABodyOverTheLimitIsRefusedAtOnce) {
  Loader loader({.max_bytes = 10});
  EXPECT_FALSE(loader.write("a,b\n1,2\n3,4\n"));
  EXPECT_EQ(http_status_of(loader.finish([](const Table&) {}).problems()[0]), 413);
}

}  // namespace
}  // namespace perigee
