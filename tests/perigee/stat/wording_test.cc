#include "perigee/stat/wording.h"

#include <gtest/gtest.h>

#include <vector>

namespace perigee {
namespace {

TEST(WordsOfName, TakesNamesApartAtTheirJoints) {
  EXPECT_EQ(words_of_name("unit_price"), "unit price");
  EXPECT_EQ(words_of_name("TumorSize"), "tumor size");
  EXPECT_EQ(words_of_name("PatientID"), "patient ID");
}

TEST(WordsOfName, SetsStatisticsFirst) {
  EXPECT_EQ(words_of_name("radius_mean"), "mean radius");
  EXPECT_EQ(words_of_name("concave points_worst"), "worst concave points");
  EXPECT_EQ(words_of_name("area_se"), "standard error of area");
  EXPECT_EQ(words_of_name("_mean"), "mean");
}

TEST(WordsOfName, LeavesOtherNamesAsTheyAre) {
  for (const char* name : {"Germany", "BMI", "Company Name", "Größe", "x", ""}) EXPECT_EQ(words_of_name(name), name);
}

TEST(Shortened, CutsCharactersNotBytes) {
  EXPECT_EQ(shortened("Größe", 5), "Größe");
  EXPECT_EQ(shortened("Größenordnung", 5), "Größ…");
  EXPECT_EQ(shortened("One two three", 5), "One…");
  EXPECT_EQ(shortened(std::string(200, 'x'), 20).size(), 19u + 3u);
}

TEST(Coefficient, IsOneOnlyWhereItIs) {
  EXPECT_EQ(coefficient(0.3237818), "0.32");
  EXPECT_EQ(coefficient(-0.07), "−0.07");
  EXPECT_EQ(coefficient(0.9999), "0.99");
  EXPECT_EQ(coefficient(-0.9999), "−0.99");
  EXPECT_EQ(coefficient(1), "1.00");
  EXPECT_EQ(coefficient(1 - 1e-15), "1.00");
  EXPECT_EQ(coefficient(-0.001), "0.00");
}

TEST(NumberWords, KeepsThreeDigitsThatCount) {
  const NumberWords number;
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(14.127), "14.1");
  EXPECT_EQ(number(0.25), "0.25");
  EXPECT_EQ(number(5.6), "5.6");
  EXPECT_EQ(number(-0.09636), "−0.0964");
  EXPECT_EQ(number(654.889), "655");
  EXPECT_EQ(number(5000), "5,000");
  EXPECT_EQ(number(148255.68), "148,256");
  EXPECT_EQ(number(0.0000123), "0.0000123");
  EXPECT_EQ(number(1e300), "1e+300");
}

TEST(NumberWords, NeverGroupsYears) {
  const NumberWords year("Year of birth", std::vector<double>{1957, 2020});
  EXPECT_EQ(year(1994.5), "1994.5");
  EXPECT_EQ(year(2020), "2020");
}

TEST(NumberWords, TakesNothingElseForYears) {
  EXPECT_EQ(NumberWords("Year", std::vector<double>{1957, 12'000})(1957), "1,957");
  EXPECT_EQ(NumberWords("Price", std::vector<double>{1957, 2000})(1957), "1,957");
}

}  // namespace
}  // namespace perigee
