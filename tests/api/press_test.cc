// The press: one print for all who ask, few at once, bounded waiting, bounded memory.
#include "api/charts/press.h"

#include <gtest/gtest.h>

#include <latch>
#include <stdexcept>

#include "api/charts/build_id.h"

namespace perigee::api {
namespace {

using namespace std::chrono_literals;

PressLimits limits(int threads = 1, int waiting = 8, std::chrono::milliseconds longest = 10s) {
  PressLimits made;
  made.threads = threads;
  made.waiting = waiting;
  made.longest = longest;
  made.memo_bytes = 1 << 20;
  return made;
}

Press::Work printing(std::string etag, std::string bytes = "bytes") {
  return [=](const Press::GoesOn&) -> Result<Print> { return Print{etag, "image/png", bytes}; };
}

std::string bytes_of(const PressAnswer& answer) {
  const auto* copy = std::get_if<Copy>(&answer);
  return copy == nullptr || *copy == nullptr ? "none" : (*copy)->bytes;
}

TEST(Press, PrintsAndRemembers) {
  Press press(limits());
  EXPECT_EQ(press.known("a"), nullptr);
  EXPECT_EQ(bytes_of(press.print("a", printing("a", "first"))), "first");
  EXPECT_EQ(bytes_of(press.print("a", printing("a", "second"))), "first");
  EXPECT_EQ(press.known("a")->bytes, "first");
}

TEST(Press, OnePrintServesAllWhoAskAtOnce) {
  Press press(limits(2));
  std::latch asked(4);
  std::atomic<int> made = 0;
  const Press::Work work = [&](const Press::GoesOn&) -> Result<Print> {
    asked.wait();
    std::this_thread::sleep_for(20ms);  // until the last of them waits
    return Print{"a", "image/png", std::to_string(++made)};
  };
  std::vector<std::jthread> clients;
  for (int i = 0; i < 4; ++i)
    clients.emplace_back([&] {
      asked.count_down();
      EXPECT_EQ(bytes_of(press.print("a", work)), "1");
    });
  clients.clear();
  EXPECT_EQ(made, 1);
}

TEST(Press, WhoComesWhenAllPlacesAreTakenIsTurnedAway) {
  Press press(limits(1, 1));
  std::latch running(1), go(1);
  const std::jthread first([&] {
    press.print("a", [&](const Press::GoesOn&) -> Result<Print> {
      running.count_down();
      go.wait();
      return Print{"a", "", ""};
    });
  });
  running.wait();
  EXPECT_TRUE(std::holds_alternative<Saturated>(press.print("b", printing("b"))));
  go.count_down();
}

TEST(Press, WorkThatTakesTooLongIsToldToEnd) {
  Press press(limits(1, 8, 30ms));
  std::latch told(1);
  const auto answer = press.print("a", [&](const Press::GoesOn& goes_on) -> Result<Print> {
    while (goes_on()) std::this_thread::sleep_for(1ms);
    told.count_down();
    std::this_thread::sleep_for(30ms);
    return Problem{"given-up", "", "", "", {}, {}};
  });
  told.wait();
  EXPECT_TRUE(std::holds_alternative<TooLong>(answer));
}

TEST(Press, WhoGetsNoTurnInTimeIsTurnedAway) {
  Press press(limits(1, 8, 50ms));
  std::latch running(1), go(1);
  const std::jthread first([&] {
    press.print("a", [&](const Press::GoesOn&) -> Result<Print> {
      running.count_down();
      go.wait();
      return Print{"a", "", ""};
    });
  });
  running.wait();
  EXPECT_TRUE(std::holds_alternative<Saturated>(press.print("b", printing("b"))));
  go.count_down();
}

TEST(Press, ProblemsAreHandedOnAndNotRemembered) {
  Press press(limits());
  const Problem problem{"missing-column", "year", "There is no year.", "", {}, {}};
  const auto answer = press.print("a", [&](const Press::GoesOn&) -> Result<Print> { return problem; });
  EXPECT_EQ(std::get<Problems>(answer), Problems{problem});
  EXPECT_EQ(bytes_of(press.print("a", printing("a"))), "bytes");
}

TEST(Press, WhatWorkThrowsReachesTheCaller) {
  Press press(limits());
  const Press::Work work = [](const Press::GoesOn&) -> Result<Print> { throw std::runtime_error("gone"); };
  EXPECT_THROW(press.print("a", work), std::runtime_error);
  EXPECT_EQ(bytes_of(press.print("a", printing("a"))), "bytes");
}

TEST(Press, APrintIsRememberedUnderItsOwnEtag) {
  Press press(limits());
  press.print("old", printing("new"));
  EXPECT_EQ(press.known("old"), nullptr);
  EXPECT_NE(press.known("new"), nullptr);
}

TEST(Memo, LetsGoOfWhatWasUnusedForLongest) {
  Memo memo(10'000);
  const auto print = [](std::string etag) {
    return std::make_shared<const Print>(Print{etag, "", std::string(2000, 'x')});
  };
  for (const char* etag : {"a", "b", "c", "d"}) memo.keep(print(etag));
  EXPECT_NE(memo.find("a"), nullptr);  // used again
  memo.keep(print("e"));
  EXPECT_EQ(memo.find("b"), nullptr);
  EXPECT_NE(memo.find("a"), nullptr);
  EXPECT_LE(memo.bytes(), 10'000u);
}

TEST(Memo, DoesNotKeepWhatWouldDriveOutAllOthers) {
  Memo memo(10'000);
  memo.keep(std::make_shared<const Print>(Print{"a", "", std::string(3000, 'x')}));
  EXPECT_EQ(memo.find("a"), nullptr);
  EXPECT_EQ(memo.bytes(), 0u);
}

TEST(BuildId, IsTheSameForTheSameProgram) {
  EXPECT_EQ(build_id(), build_id());
  EXPECT_EQ(build_id().size(), 64u);
}

}  // namespace
}  // namespace perigee::api
