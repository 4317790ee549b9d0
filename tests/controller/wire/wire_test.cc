// The real perigee-controller against an API server that goes wrong in every way: a tenth of the enumeration, or with
// --all the whole of it (make soak), and then with --from=N without the first N runs of each test. What has to hold at
// the end of each run is in trial.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <iostream>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/controller/wire/trial.h"

namespace perigee::testing {
namespace {

bool is_whole = false;
std::size_t from = 0;                           // of an enumeration
constexpr std::size_t kEvery = 10, kFirst = 3;  // of an enumeration
constexpr int kAtOnce = 4;                      // runs mostly wait
constexpr std::size_t kReport = 20;             // runs between two lines

std::vector<Fault> chosen(const std::vector<Fault>& all) {
  std::vector<Fault> some;
  for (std::size_t at = 0; at < all.size(); ++at)
    if (is_whole || at % kEvery == kFirst) some.push_back(all[at]);
  return some;
}

class Wire : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!RedisServer::available()) GTEST_SKIP() << "there is no redis-server";
  }

  // Each of them in a run of its own, several at once.
  void try_all(const std::vector<Fault>& faults, const Workload& workload) {
    std::atomic<std::size_t> next = std::min(from, faults.size()), happened = 0;
    std::mutex mutex;
    const auto work = [&] {
      Trial trial;
      for (std::size_t at = next++; at < faults.size(); at = next++) {
        if (is_whole && at % kReport == 0) std::cout << at << " of " << faults.size() << " runs began" << std::endl;
        const auto complaints = trial.run(faults[at], workload);
        happened += trial.has_happened() ? 1 : 0;
        const std::lock_guard lock(mutex);
        for (const std::string& sentence : complaints) ADD_FAILURE() << to_string(faults[at]) << ": " << sentence;
      }
    };
    std::vector<std::thread> threads;
    for (int number = 0; number < kAtOnce; ++number) threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    std::cout << faults.size() << " runs, the fault came in " << happened << '\n';
    EXPECT_GE(happened, (faults.size() - std::min(from, faults.size()) + 1) / 2);
  }

  // How many writes a run takes where all is well.
  int learn(const Workload& workload) {
    Trial trial;
    for (const std::string& sentence : trial.run({}, workload)) ADD_FAILURE() << "without a fault: " << sentence;
    return trial.writes();
  }
};

TEST_F(Wire, AnAnalysisTakesFourWritesAtMost) {
  const int analyses = 20, writes = learn({{"ok", analyses}});
  std::cout << writes << " writes for " << analyses << " analyses\n";
  EXPECT_LE(writes, 4 * analyses);
  EXPECT_GE(writes, 2 * analyses);
}

TEST_F(Wire, NothingIsLostOrDoneTwiceWhenTheControllerDiesOrAnAnswerIsLost) {
  const int writes = learn(fifty());
  std::vector<Fault> faults;
  for (int write = 1; write <= writes; ++write)
    for (const auto fault :
         {RequestFault::crash_before, RequestFault::crash_after, RequestFault::lose_answer, RequestFault::come_late}) {
      Fault one;
      one.request = fault;
      one.write = write;
      faults.push_back(one);
    }
  try_all(chosen(faults), fifty());
}

TEST_F(Wire, NothingIsLostOrDoneTwiceWhateverTheServerAnswers) {
  const int writes = learn(one_of_each());
  std::vector<Fault> faults;
  const auto add = [&](RequestFault fault, int write, int times, std::size_t refusal) {
    Fault one;
    one.request = fault;
    one.write = write;
    one.times = times;
    one.refusal = refusal;
    faults.push_back(one);
  };
  for (int write = 1; write <= writes; ++write) {
    for (std::size_t refusal = 0; refusal < kRefusals.size(); ++refusal)
      for (const int times : {1, 5}) add(RequestFault::refuse, write, times, refusal);
    for (const auto fault : {RequestFault::cut_answer, RequestFault::garble_answer, RequestFault::empty_answer,
                             RequestFault::trickle_answer, RequestFault::change_token})
      add(fault, write, 1, 0);
  }
  try_all(chosen(faults), one_of_each());
}

TEST_F(Wire, NothingIsLostOrDoneTwiceWhateverAWatchTells) {
  std::vector<Fault> faults;
  for (const char* kind : {"analysisjobs", "jobs", "pods"})
    for (auto watch = static_cast<int>(WatchFault::repeat); watch <= static_cast<int>(WatchFault::end); ++watch)
      for (const int times : {1, 5}) {
        Fault one;
        one.watch = static_cast<WatchFault>(watch);
        one.times = times;
        one.kind = kind;
        faults.push_back(one);
      }
  try_all(chosen(faults), one_of_each());
}

TEST_F(Wire, AWatchThatFallsSilentIsGivenUp) {
  std::vector<Fault> faults;
  for (const char* kind : {"analysisjobs", "jobs", "pods"}) {
    Fault one;
    one.watch = WatchFault::fall_silent;
    one.kind = kind;
    faults.push_back(one);
  }
  try_all(faults, one_of_each());
}

TEST_F(Wire, WithoutRedisNothingIsDecided) {
  Trial trial;
  for (const std::string& sentence : trial.run_without_redis(fifty())) ADD_FAILURE() << sentence;
}

TEST_F(Wire, AServerOfAnotherAuthorityIsNotSpokenTo) {
  Trial trial;
  for (const std::string& sentence : trial.run_with_another_authority(one_of_each())) ADD_FAILURE() << sentence;
}

TEST_F(Wire, NothingIsLostOrDoneTwiceWhateverAListTells) {
  std::vector<Fault> faults;
  for (const char* kind : {"analysisjobs", "jobs", "pods"})
    for (auto list = static_cast<int>(ListFault::stale); list <= static_cast<int>(ListFault::unavailable); ++list) {
      Fault one;
      one.list = static_cast<ListFault>(list);
      one.kind = kind;
      faults.push_back(one);
    }
  try_all(is_whole ? faults : std::vector<Fault>{faults[0], faults[7], faults[13]}, one_of_each());
}

TEST_F(Wire, ALeaderThatIsStoppedPastItsLeaseDoesNothingTwice) {
  Trial trial;
  for (int run = 0; run < (is_whole ? 20 : 2); ++run)
    for (const std::string& sentence : trial.run_with_two(fifty())) ADD_FAILURE() << sentence;
}

}  // namespace
}  // namespace perigee::testing

int main(int count, char** words) {
  testing::InitGoogleTest(&count, words);
  constexpr std::string_view kFrom = "--from=";
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "--all") perigee::testing::is_whole = true;
    if (word.starts_with(kFrom))
      std::from_chars(word.data() + kFrom.size(), word.data() + word.size(), perigee::testing::from);
  }
  return RUN_ALL_TESTS();
}
