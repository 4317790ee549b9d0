#include "api/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace perigee::api {
namespace {

TEST(Workers, RunEverythingThatWasQueued) {
  std::atomic<int> ran = 0;
  {
    Workers workers(4, 1000);
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(workers.enqueue([&] { ++ran; }));
  }
  EXPECT_EQ(ran, 500);
}

TEST(Workers, RefuseWhatTheQueueCanNotHold) {
  Workers workers(1, 1);
  std::latch begun(1), end(1);
  workers.enqueue([&] { begun.count_down(), end.wait(); });
  begun.wait();
  EXPECT_TRUE(workers.enqueue([] {}));
  EXPECT_FALSE(workers.enqueue([] {}));
  end.count_down();
}

TEST(Workers, TellATaskThatAnotherWaits) {
  Workers workers(1, 10);
  std::latch begun(1), end(1);
  workers.enqueue([&] { begun.count_down(), end.wait(); });
  begun.wait();
  while (workers.take_pressure()) {
  }
  workers.enqueue([] {});
  EXPECT_TRUE(workers.has_queue());
  EXPECT_TRUE(workers.take_pressure());
  EXPECT_FALSE(workers.take_pressure());
  end.count_down();
}

}  // namespace
}  // namespace perigee::api
