#include "perigee/data/number.h"

#include <gtest/gtest.h>

#include <charconv>
#include <optional>
#include <random>
#include <string>

namespace perigee {
namespace {

struct Kind {
  std::string_view text;
  NumberKind kind;
};

TEST(Number, SaysWhatACellCouldBe) {
  using enum NumberKind;
  const Kind kinds[] = {{"2020", integer},
                        {"-5", integer},
                        {"$65", integer},
                        {"-$65", integer},
                        {"€ 7", integer},
                        {"007", word},
                        {"07", integer},
                        {"0", integer},
                        {"1234567890123456789", word},
                        {"2020.0", dot_integral},
                        {"5.", dot_integral},
                        {"29.75", dot_fraction},
                        {".5", dot_fraction},
                        {"1e-5", dot_fraction},
                        {"1.234", dot_group},
                        {"1,234", comma_group},
                        {"5,000.00", comma_grouped},
                        {"1,234,567", comma_grouped},
                        {"1,234.5", comma_grouped_fraction},
                        {"0,725", comma_fraction},
                        {"1.234,5", comma_fraction},
                        {"12,0", comma_integral},
                        {"1.234.567", comma_integral},
                        {"1e999", unbounded},
                        {"-inf", unbounded},
                        {"Infinity", unbounded},
                        {"", word},
                        {".", word},
                        {"-", word},
                        {"12,34,567", word},
                        {"1,2,3", word},
                        {"1.2.3", word},
                        {"12abc", word},
                        {"0x10", word},
                        {"1e", word},
                        {"e5", word},
                        {"5,", word},
                        {",5", word},
                        {"--5", word},
                        {"$", word}};
  for (const Kind& expected : kinds) EXPECT_EQ(number_kind(expected.text), expected.kind) << expected.text;
}

TEST(Number, ReadsIntegersByTheColumnsDecision) {
  EXPECT_EQ(parse_integer("2020.0", Decimal::point), 2020);
  EXPECT_EQ(parse_integer("5,000.00", Decimal::point), 5000);
  EXPECT_EQ(parse_integer("-$1,234", Decimal::point), -1234);
  EXPECT_EQ(parse_integer("1.234", Decimal::comma), 1234);
  EXPECT_EQ(parse_integer("12,0", Decimal::comma), 12);
  EXPECT_EQ(parse_integer("12.5", Decimal::point), std::nullopt);
  EXPECT_EQ(parse_integer("seven", Decimal::point), std::nullopt);
}

TEST(Number, ReadsRealsByTheColumnsDecision) {
  EXPECT_EQ(parse_real("29.75", Decimal::point), 29.75);
  EXPECT_EQ(parse_real("-0.1", Decimal::point), -0.1);
  EXPECT_EQ(parse_real("1,160.00", Decimal::point), 1160.0);
  EXPECT_EQ(parse_real("1.234,5", Decimal::comma), 1234.5);
  EXPECT_EQ(parse_real("0,725", Decimal::comma), 0.725);
  EXPECT_EQ(parse_real("0,725", Decimal::point), std::nullopt);
  EXPECT_EQ(parse_real("0.1234567890123456789", Decimal::point), 0.1234567890123456789);
  EXPECT_EQ(parse_real("1e999", Decimal::point), std::nullopt);
}

TEST(Number, ShortRealsAreCorrectlyRounded) {
  for (std::int64_t i = 0; i < 100'000; ++i) {
    const std::string text = std::to_string(i * 7919 % 100'000) + "." + std::to_string(i * 104'729 % 1'000'000);
    ASSERT_EQ(parse_real(text, Decimal::point), std::stod(text)) << text;
  }
}

TEST(Number, ReadsWhatFromCharsReads) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 200'000; ++round) {
    std::string digits = std::to_string(random() >> random() % 64);
    if (random() % 4 == 0) digits.insert(0, "-");
    std::int64_t integer = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), integer);
    const auto kind = number_kind(digits);
    ASSERT_EQ(parse_integer(digits, Decimal::point),
              kind == NumberKind::integer ? std::optional(integer) : std::nullopt)
        << digits;
    const std::string text = digits + "." + std::to_string(random() >> random() % 64);
    double real = 0;
    std::from_chars(text.data(), text.data() + text.size(), real);
    ASSERT_EQ(parse_real(text, Decimal::point), real) << text;
  }
}

TEST(Number, KnowsTheWordsForMissing) {
  for (const char* text : {"", "NA", "nan", "NaN", "null", "NULL", "N/A", "-", "?"})
    EXPECT_TRUE(is_missing_word(text)) << text;
  for (const char* text : {"None", "0", "no", "--", "north"}) EXPECT_FALSE(is_missing_word(text)) << text;
}

}  // namespace
}  // namespace perigee
