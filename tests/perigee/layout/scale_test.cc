#include "perigee/layout/scale.h"

#include <gtest/gtest.h>

#include <cmath>

namespace perigee {
namespace {

TEST(LinearScale, MapsTheEndsOfItsDomainToThoseOfItsRange) {
  const LinearScale y{0, 120, 400, 80};
  EXPECT_EQ(y(0), 400);
  EXPECT_EQ(y(120), 80);
  EXPECT_EQ(y(60), 240);
}

TEST(LinearScale, MapsAnEmptyDomainToTheMiddle) { EXPECT_EQ((LinearScale{5, 5, 10, 20}(5)), 15); }

TEST(RampScale, RisesFromOneToTheMost) {
  const RampScale ramp{305};
  EXPECT_EQ(ramp(1), 0);
  EXPECT_EQ(ramp(305), 255);
  for (int value = 2; value <= 305; ++value) EXPECT_GE(ramp(value), ramp(value - 1));
}

TEST(RampScale, PutsEqualRatiosApartEqually) {
  const RampScale ramp{1e11};
  for (int power = 1; power <= 11; ++power) EXPECT_NEAR(ramp(std::pow(10.0, power)), 255 * power / 11, 1);
}

TEST(RampScale, KnowsNothingBelowOne) {
  EXPECT_EQ((RampScale{1}(1)), 0);
  EXPECT_EQ((RampScale{0}(0)), 0);
  EXPECT_EQ((RampScale{10}(-5)), 0);
}

}  // namespace
}  // namespace perigee
