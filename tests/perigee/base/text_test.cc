#include "perigee/base/text.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <limits>
#include <locale>

namespace perigee {
namespace {

using Words = std::vector<std::string>;

TEST(Text, TrimsWhiteSpaceOnBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
}

TEST(Text, SplitKeepsEmptyPieces) { EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""})); }

TEST(Text, JoinsInWords) {
  EXPECT_EQ(in_words(Words{}), "");
  EXPECT_EQ(in_words(Words{"a"}), "a");
  EXPECT_EQ(in_words(Words{"a", "b", "c"}), "a, b and c");
}

TEST(Text, PlainNumbersReadBackTheSame) {
  for (const double value : {0.1, 1e-5, 123456789.0, -2.5, 1e300, 5e-324, 1.0 / 3})
    EXPECT_EQ(std::strtod(plain(value).c_str(), nullptr), value) << plain(value);
}

TEST(Text, PlainNumbersHaveNoExponentInTheUsualRange) {
  EXPECT_EQ(plain(1e14), "100000000000000");
  EXPECT_EQ(plain(0.00001), "0.00001");
  EXPECT_EQ(plain(1e15), "1e+15");
}

TEST(Text, ThousandsAreGroupedAndTheMinusIsTypographic) {
  EXPECT_EQ(grouped(std::int64_t{0}), "0");
  EXPECT_EQ(grouped(std::int64_t{999}), "999");
  EXPECT_EQ(grouped(std::int64_t{1'234'567}), "1,234,567");
  EXPECT_EQ(grouped(std::int64_t{-1'000}), "\u22121,000");
  EXPECT_EQ(grouped(std::numeric_limits<std::int64_t>::min()), "\u22129,223,372,036,854,775,808");
}

TEST(Text, DecimalsAreAsManyAsAsked) {
  EXPECT_EQ(grouped(1234.5, 2), "1,234.50");
  EXPECT_EQ(grouped(-0.001, 1), "0.0");
  EXPECT_EQ(grouped(-12.34, 1), "\u221212.3");
}

// Decimal comma and grouping points, as a German locale has them, without needing one to be installed.
class CommaNumbers : public std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(Text, NumbersDoNotKnowTheLocale) {
  const std::locale before = std::locale::global(std::locale(std::locale(), new CommaNumbers));
  std::setlocale(LC_ALL, "de_DE.UTF-8");  // where it is installed, C's functions change too
  const std::string text = plain(1.5) + " " + grouped(1234.5, 1);
  std::locale::global(before);
  std::setlocale(LC_ALL, "C");

  EXPECT_EQ(text, "1.5 1,234.5");
}

TEST(Text, EditDistanceCountsChanges) {
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("same", "same"), 0u);
}

TEST(Text, ATypoFindsItsWord) {
  const Words names = {"timeline", "sector", "top-private"};

  EXPECT_EQ(nearest("timelin", names), "timeline");
  EXPECT_EQ(nearest("Sectro", names), "sector");
  EXPECT_EQ(nearest("histogram", names), "");
  EXPECT_EQ(did_you_mean("top_private", names), " Did you mean 'top-private'?");
  EXPECT_EQ(did_you_mean("xyz", names), "");
}

}  // namespace
}  // namespace perigee
