#include "perigee/store/breaker.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

using namespace std::chrono_literals;
using Pass = Breaker::Pass;

const Breaker::TimePoint kNow{1h};

TEST(Breaker, LetsEverybodyPassUntilACommandTimesOut) {
  Breaker breaker;
  EXPECT_EQ(breaker.ask(kNow), Pass::go);
  EXPECT_EQ(breaker.ask(kNow), Pass::go);
  EXPECT_FALSE(breaker.is_tripped());
}

TEST(Breaker, AfterATimeOutOneProbesAndTheOthersAreRefused) {
  Breaker breaker;
  breaker.trip();
  EXPECT_EQ(breaker.ask(kNow), Pass::probe);
  EXPECT_EQ(breaker.ask(kNow), Pass::refused);
  EXPECT_EQ(breaker.ask(kNow + 1h), Pass::refused);  // while the probe is out
}

TEST(Breaker, AProbeThatFailedIsFollowedByTheNextAfterAWhile) {
  Breaker breaker;
  breaker.trip();
  ASSERT_EQ(breaker.ask(kNow), Pass::probe);
  breaker.probed(false, kNow);
  EXPECT_EQ(breaker.ask(kNow + Breaker::kBetweenProbes - 1ms), Pass::refused);
  EXPECT_EQ(breaker.ask(kNow + Breaker::kBetweenProbes), Pass::probe);
}

TEST(Breaker, AProbeThatWasAnsweredLetsEverybodyPass) {
  Breaker breaker;
  breaker.trip();
  ASSERT_EQ(breaker.ask(kNow), Pass::probe);
  breaker.probed(true, kNow);
  EXPECT_FALSE(breaker.is_tripped());
  EXPECT_EQ(breaker.ask(kNow), Pass::go);
}

TEST(Breaker, ALateTimeOutAfterTheRecoveryCostsOneProbe) {
  Breaker breaker;
  breaker.trip();
  ASSERT_EQ(breaker.ask(kNow), Pass::probe);
  breaker.probed(true, kNow);
  breaker.trip();  // by a request that waited since before
  EXPECT_EQ(breaker.ask(kNow), Pass::probe);
}

}  // namespace
}  // namespace perigee
