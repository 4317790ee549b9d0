#include "perigee/data/codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace perigee {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Rows that use every path of their type: missing cells, extremes, few and many distinct values.
Column sample(Type type, std::size_t rows, std::uint32_t seed) {
  std::mt19937_64 random(seed);
  ColumnBuilder builder("c", type);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto value = static_cast<std::int64_t>(random() >> (8 * (seed % 8)));
    if (random() % 5 == 0) {
      builder.add_missing();
    } else if (type == Type::real) {
      seed % 2 == 0 ? builder.add(static_cast<double>(value % 100'000) / 100)
                    : builder.add(1.0 / static_cast<double>(value | 1));
    } else if (type == Type::datetime) {
      builder.add(value % 4'000'000 * 60'000, static_cast<Precision>(random() % (1 + seed % 3)));
    } else if (type == Type::category || type == Type::text) {
      builder.add(std::string_view("word " + std::to_string(value % (type == Type::text ? 1'000'000 : 300))));
    } else {
      builder.add(type == Type::boolean ? value & 1 : value);
    }
  }
  return builder.build();
}

std::vector<std::string> shown(const Column& column) {
  std::vector<std::string> cells;
  for (std::size_t row = 0; row < column.size(); ++row)
    cells.push_back(column.is_missing(row) ? "(missing)" : column.display(row));
  return cells;
}

class EveryType : public ::testing::TestWithParam<Type> {};

TEST_P(EveryType, DecodeOfEncodeIsTheSameColumn) {
  for (std::uint32_t seed = 0; seed < 16; ++seed) {
    const Column column = sample(GetParam(), 1'000 + seed, seed);
    const auto decoded = decode_column("c", encode_column(column));
    ASSERT_TRUE(decoded) << to_string(decoded.problems());
    EXPECT_EQ(decoded->type(), GetParam());
    ASSERT_EQ(shown(*decoded), shown(column)) << "seed " << seed;
  }
}

TEST_P(EveryType, EqualCellsGiveEqualBytes) {
  const Column column = sample(GetParam(), 500, 3);
  std::vector<ColumnPart> parts;
  parts.push_back({column.slice(0, 200)});
  parts.push_back({column.slice(200, 500)});
  const auto joined = concatenate("c", GetParam(), parts);
  ASSERT_TRUE(joined);
  EXPECT_EQ(encode_column(*joined), encode_column(column));
}

TEST_P(EveryType, ABrokenBlockIsAProblemAndNeverACrash) {
  const std::string bytes = encode_column(sample(GetParam(), 100, 5));
  std::mt19937 random(7);
  for (int round = 0; round < 4'000; ++round) {
    std::string broken = bytes;
    for (std::uint32_t i = 0; i <= random() % 3; ++i)
      broken[random() % (round % 2 == 0 ? 48 : broken.size())] = static_cast<char>(random());
    if (round % 5 == 0) broken.resize(random() % broken.size());
    const auto column = decode_column("c", broken);
    if (!column) continue;
    EXPECT_EQ(shown(*column).size(), column->size());
  }
}

TEST_P(EveryType, AnEmptyAndAnAllMissingColumnSurvive) {
  ColumnBuilder builder("c", GetParam());
  EXPECT_EQ(decode_column("c", encode_column(builder.build()))->size(), 0u);
  for (int i = 0; i < 65; ++i) builder.add_missing();
  const auto decoded = decode_column("c", encode_column(builder.build()));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->missing(), 65u);
}

INSTANTIATE_TEST_SUITE_P(Codec, EveryType,
                         ::testing::Values(Type::integer, Type::real, Type::category, Type::text, Type::datetime,
                                           Type::boolean),
                         [](const auto& test) { return std::string(word(test.param)); });

TEST(Codec, RefusesAnUnknownVersionByItsNumber) {
  std::string bytes = encode_column(sample(Type::integer, 10, 1));
  bytes[3] = 2;
  const auto decoded = decode_column("Year", bytes);
  ASSERT_FALSE(decoded);
  EXPECT_THAT(to_string(decoded.problems()), HasSubstr("format 2"));
  EXPECT_EQ(decoded.problems()[0].where, "Year");
}

TEST(Codec, TwoDecimalsTakeTwoBytesAValue) {
  ColumnBuilder builder("cost", Type::real);
  for (int i = 0; i < 1'000; ++i) builder.add(i % 2 == 0 ? 29.75 : 450.0);
  EXPECT_LT(encode_column(builder.build()).size(), 48u + 2'000 + 8);
}

TEST(Codec, NegativeZeroStaysNegative) {
  ColumnBuilder builder("x", Type::real);
  builder.add(-0.0), builder.add(1.5);
  const auto decoded = decode_column("x", encode_column(builder.build()));
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(std::signbit(decoded->number(0)));
}

TEST(Codec, TheBytesAreTheDocumentedOnes) {
  ColumnBuilder builder("year", Type::integer);
  builder.add(std::int64_t{2020}), builder.add_missing(), builder.add(std::int64_t{1957});
  std::string expected(
      "PGC\x01"
      "\x00\x01\x00\x00"
      "\x03\x00\x00\x00"
      "\x01\x00\x00\x00"
      "\xA5\x07\x00\x00\x00\x00\x00\x00"
      "\x01\x00\x00\x00"
      "\x00\x00\x00\x00",
      32);
  expected += std::string(16, '\0');
  expected += std::string("\x3F\x00\x00\x00\x00\x00\x00\x00", 8);
  expected += std::string("\x02\x00\x00\x00\x00\x00\x00\x00", 8);
  EXPECT_EQ(encode_column(builder.build()), expected);
}

Column words(std::initializer_list<std::string_view> list) {
  ColumnBuilder builder("c", Type::category);
  for (const std::string_view word : list) builder.add(word);
  return builder.build();
}

TEST(Concatenate, MergesDictionaries) {
  std::vector<ColumnPart> parts;
  parts.push_back({words({"USA", "China"})});
  parts.push_back({words({"India", "USA"})});
  const auto joined = concatenate("c", Type::category, parts);
  ASSERT_TRUE(joined);
  EXPECT_THAT(joined->dictionary(), ElementsAre("USA", "China", "India"));
  EXPECT_THAT(shown(*joined), ElementsAre("USA", "China", "India", "USA"));
}

TEST(Concatenate, WidensCategoryToTextAndIntegerToReal) {
  std::vector<ColumnPart> texts, reals;
  texts.push_back({words({"USA"})});
  EXPECT_THAT(shown(*concatenate("c", Type::text, texts)), ElementsAre("USA"));
  ColumnBuilder integer("c", Type::integer);
  integer.add(std::int64_t{65});
  reals.push_back({integer.build()});
  EXPECT_EQ(concatenate("c", Type::real, reals)->number(0), 65.0);
}

TEST(Concatenate, FillsAbsentRowsWithMissing) {
  std::vector<ColumnPart> parts;
  parts.push_back({Column("c", Type::category, {}), 70'000});
  parts.push_back({words({"USA"})});
  const auto joined = concatenate("c", Type::category, parts);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->size(), 70'001u);
  EXPECT_EQ(joined->missing(), 70'000u);
  EXPECT_EQ(joined->text(70'000), "USA");
}

TEST(Concatenate, AColumnWithoutValuesFitsEveryType) {
  ColumnBuilder nothing("c", Type::text);
  nothing.add_missing();
  std::vector<ColumnPart> parts;
  parts.push_back({nothing.build()});
  EXPECT_EQ(concatenate("c", Type::datetime, parts)->missing(), 1u);
}

TEST(Concatenate, RefusesWhatCannotBeWidened) {
  std::vector<ColumnPart> parts;
  parts.push_back({words({"USA"})});
  const auto joined = concatenate("Year", Type::integer, parts);
  ASSERT_FALSE(joined);
  EXPECT_THAT(to_string(joined.problems()), HasSubstr("category values and can not become integer"));
  EXPECT_THAT(to_string(joined.problems()), HasSubstr("mode=replace"));
}

}  // namespace
}  // namespace perigee
