#include "perigee/base/stop.h"

#include <gtest/gtest.h>

#include <csignal>
#include <thread>

namespace perigee {
namespace {

using std::chrono::milliseconds;

TEST(Stop, IsNotRequestedAtFirst) {
  const Stop stop;

  EXPECT_FALSE(stop.requested());
  EXPECT_FALSE(stop.wait_for(milliseconds(1)));
}

TEST(Stop, StaysRequested) {
  Stop stop;

  stop.request();
  stop.request();

  EXPECT_TRUE(stop.requested());
  EXPECT_TRUE(stop.wait_for(milliseconds(0)));
  stop.wait();
}

TEST(Stop, WakesWhoWaits) {
  Stop stop;
  std::thread waiting([&] { EXPECT_TRUE(stop.wait_for(std::chrono::minutes(1))); });

  stop.request();

  waiting.join();
}

TEST(Stop, ASignalRequestsIt) {
  Stop stop;
  stop_on_signals(stop);

  std::raise(SIGTERM);

  EXPECT_TRUE(stop.wait_for(milliseconds(1000)));
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
}

}  // namespace
}  // namespace perigee
