#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/perigee/store/store_test.h"

namespace perigee {
namespace {

using namespace std::chrono_literals;
using InstallationTest = testing::PooledTest;

TEST_F(InstallationTest, TheFirstIdentityStaysAndAnotherIsRefusedInOneSentence) {
  auto redis = pool_->lend();
  EXPECT_EQ(*claim_installation(*redis, "first"), "first");
  EXPECT_EQ(*claim_installation(*redis, "first"), "first");
  const auto other = claim_installation(*redis, "second");
  ASSERT_FALSE(other);
  EXPECT_NE(other.problems().front().what.find("belongs to the installation 'first', and this is 'second'"),
            std::string::npos);
}

TEST_F(InstallationTest, WithoutAnIdentityARandomOneIsMadeAndThenKept) {
  auto redis = pool_->lend();
  const auto made = *claim_installation(*redis, "");
  EXPECT_EQ(made.size(), 32u);
  EXPECT_EQ(*claim_installation(*redis, ""), made);
}

TEST_F(InstallationTest, OneExecutorHoldsTheLeaseUntilItDropsIt) {
  auto redis = pool_->lend();
  EXPECT_TRUE(hold_executor_lease(*redis, "one", 10s));
  EXPECT_TRUE(hold_executor_lease(*redis, "one", 10s));
  EXPECT_FALSE(hold_executor_lease(*redis, "two", 10s));
  drop_executor_lease(*redis, "two");
  EXPECT_FALSE(hold_executor_lease(*redis, "two", 10s));
  drop_executor_lease(*redis, "one");
  EXPECT_TRUE(hold_executor_lease(*redis, "two", 10s));
}

TEST_F(InstallationTest, AFullRedisLetsTheHolderKeepItsLeaseAndItsIdentity) {
  auto redis = pool_->lend();
  ASSERT_TRUE(claim_installation(*redis, "first"));
  ASSERT_TRUE(hold_executor_lease(*redis, "one", 50ms));
  redis->command(0, {"CONFIG", "SET", "maxmemory", "1"});
  EXPECT_TRUE(claim_installation(*redis, "first"));
  EXPECT_TRUE(hold_executor_lease(*redis, "one", 10s));
  EXPECT_FALSE(hold_executor_lease(*redis, "two", 10s));
  std::this_thread::sleep_for(60ms);
  EXPECT_TRUE(hold_executor_lease(*redis, "one", 10s));
  redis->command(0, {"CONFIG", "SET", "maxmemory", "0"});
}

TEST_F(InstallationTest, ALeaseThatIsNotRenewedEnds) {
  auto redis = pool_->lend();
  EXPECT_TRUE(hold_executor_lease(*redis, "one", 20ms));
  std::this_thread::sleep_for(40ms);
  EXPECT_TRUE(hold_executor_lease(*redis, "two", 10s));
}

}  // namespace
}  // namespace perigee
