#include "perigee/stat/wilson.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace perigee {
namespace {

constexpr double kExact = 5e-5;

TEST(TwoSidedZ, IsThatOfTheTables) {
  EXPECT_NEAR(two_sided_z(0.5), 0.674490, 5e-7);
  EXPECT_NEAR(two_sided_z(0.95), 1.959964, 5e-7);
  EXPECT_NEAR(two_sided_z(0.999), 3.290527, 5e-7);
}

// Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
TEST(Wilson, AgreesWithPublishedIntervals) {
  const double z = two_sided_z(0.95);
  EXPECT_NEAR(wilson(81, 263, z).low, 0.2553, kExact);
  EXPECT_NEAR(wilson(81, 263, z).high, 0.3662, kExact);
  EXPECT_NEAR(wilson(15, 148, z).low, 0.0624, kExact);
  EXPECT_NEAR(wilson(15, 148, z).high, 0.1605, kExact);
  EXPECT_NEAR(wilson(1, 29, z).low, 0.0061, kExact);
  EXPECT_NEAR(wilson(1, 29, z).high, 0.1718, kExact);
}

TEST(Wilson, EndsWhereNothingOrEverythingSucceeded) {
  const double z = two_sided_z(0.95);
  EXPECT_EQ(wilson(0, 20, z).low, 0);
  EXPECT_NEAR(wilson(0, 20, z).high, 0.1611, kExact);
  EXPECT_EQ(wilson(20, 20, z).high, 1);
  EXPECT_EQ(wilson(0, 0, z), (Interval{0, 1}));
}

RC_GTEST_PROP(Wilson, EnclosesTheShareAndNarrowsWithTrials, ()) {
  const auto trials = *rc::gen::inRange<std::int64_t>(1, 100'000);
  const auto successes = *rc::gen::inRange<std::int64_t>(0, trials + 1);
  const double z = two_sided_z(0.9), share = static_cast<double>(successes) / static_cast<double>(trials);
  const Interval one = wilson(successes, trials, z), ten = wilson(10 * successes, 10 * trials, z);
  RC_ASSERT(one.low <= share && share <= one.high);
  RC_ASSERT(one.low >= 0 && one.high <= 1);
  RC_ASSERT(ten.high - ten.low < one.high - one.low);
}

}  // namespace
}  // namespace perigee
