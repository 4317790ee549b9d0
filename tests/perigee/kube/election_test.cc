#include "perigee/kube/election.h"

#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>
#include <utility>

namespace perigee::kube {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = Election::Time;

constexpr Time kStart = Time() + std::chrono::hours(1);

ElectionSettings settings(const std::string& identity) {
  ElectionSettings settings;
  settings.identity = identity;
  return settings;
}

ApiError failed(int code, bool may_have_happened = false) {
  return {
      code == 0 ? ApiError::Kind::timeout : ApiError::Kind::refused, code, "", "", {}, std::nullopt, may_have_happened};
}

LeaseRecord held_by(const std::string& holder, std::uint64_t version, seconds duration = seconds(15)) {
  return {holder, duration, 1, 1, 4, version};
}

// The answer of a server that takes every write.
LeaseRecord taken(LeaseRecord record, std::uint64_t version) {
  record.resource_version = version;
  return record;
}

class AnElection : public ::testing::Test {
 protected:
  void becomes_leader() {
    ASSERT_EQ(election_.next(now_, 0)->kind, LeaseWish::Kind::read);
    election_.on_read(std::nullopt, now_);
    election_.on_written(taken(election_.next(now_, 0)->record, 1), now_);
    ASSERT_TRUE(election_.leads(now_));
  }

  Time now_ = kStart;
  Election election_{settings("me")};
};

TEST_F(AnElection, TakesALeaseThatIsNotThere) {
  becomes_leader();
  EXPECT_EQ(election_.holder(), "me");
  EXPECT_FALSE(election_.next(now_, 0));
  EXPECT_EQ(election_.wake_at(now_), now_ + seconds(2));
}

TEST_F(AnElection, RenewsItInTimeAndKeepsWhenItWasTaken) {
  becomes_leader();
  now_ += seconds(2);
  const auto wish = election_.next(now_, 77);
  ASSERT_TRUE(wish);
  EXPECT_EQ(wish->record.renewed, 77);
  EXPECT_EQ(wish->record.acquired, 0);
  EXPECT_EQ(wish->record.resource_version, 1u);
  EXPECT_EQ(wish->record.transitions, 0);
}

TEST_F(AnElection, StandsByWhileAnotherHoldsIt) {
  election_.on_seen(held_by("other", 5), now_);
  EXPECT_FALSE(election_.next(now_, 0));
  EXPECT_EQ(election_.wake_at(now_), now_ + seconds(15));
}

TEST_F(AnElection, TakesItAtOnceWhenItIsGivenBack) {
  election_.on_seen(held_by("other", 5), now_);
  election_.on_seen(held_by("", 6), now_);
  const auto wish = election_.next(now_, 0);
  ASSERT_TRUE(wish);
  EXPECT_EQ(wish->record.resource_version, 6u);
  EXPECT_EQ(wish->record.transitions, 5);
}

TEST_F(AnElection, TakesItWhenItsHolderWasSilentForItsTime) {
  election_.on_seen(held_by("other", 5), now_);
  now_ += seconds(14);
  election_.on_seen(held_by("other", 5), now_);  // nothing new
  EXPECT_FALSE(election_.next(now_, 0));
  now_ += seconds(1);
  EXPECT_TRUE(election_.next(now_, 0));
}

TEST_F(AnElection, GoesByItsOwnClockAlone) {
  LeaseRecord record = held_by("other", 5);
  record.renewed = 0;  // by a clock of 1970
  election_.on_seen(record, now_);
  now_ += seconds(10);
  EXPECT_FALSE(election_.next(now_, 4'000'000'000'000));
}

TEST_F(AnElection, DemotesAtItsDeadlineAndMayLeadAgain) {
  becomes_leader();
  while (election_.leads(now_)) {
    now_ += milliseconds(100);
    if (election_.next(now_, 0)) election_.on_failed(failed(500), now_);
  }
  EXPECT_EQ(now_, kStart + seconds(10));
  now_ += seconds(1);
  const auto wish = election_.next(now_, 0);
  ASSERT_TRUE(wish);
  election_.on_written(taken(wish->record, 2), now_);
  EXPECT_TRUE(election_.leads(now_));
}

TEST_F(AnElection, CountsFromWhenItAskedNotFromTheAnswer) {
  becomes_leader();
  now_ += seconds(2);
  const auto wish = election_.next(now_, 0);
  election_.on_written(taken(wish->record, 2), now_ + seconds(6));
  EXPECT_FALSE(election_.leads(now_ + seconds(10)));
}

TEST_F(AnElection, DemotesAtOnceWhenAnotherTookIt) {
  becomes_leader();
  election_.on_seen(held_by("other", 9), now_);
  EXPECT_FALSE(election_.leads(now_));
}

TEST_F(AnElection, ReadsAfterAConflictAndFindsItsOwnLostWrite) {
  becomes_leader();
  now_ += seconds(2);
  ASSERT_TRUE(election_.next(now_, 0));
  election_.on_failed(failed(409), now_);
  now_ += seconds(1);
  ASSERT_EQ(election_.next(now_, 0)->kind, LeaseWish::Kind::read);
  election_.on_read(held_by("me", 3), now_);
  EXPECT_TRUE(election_.leads(now_));
  EXPECT_EQ(election_.next(now_, 0)->record.resource_version, 3u);
}

TEST_F(AnElection, MakesALeaseAgainThatSomebodyDeleted) {
  becomes_leader();
  election_.on_seen(std::nullopt, now_);
  EXPECT_FALSE(election_.leads(now_));
  EXPECT_EQ(election_.next(now_, 0)->record.resource_version, 0u);
}

TEST_F(AnElection, IsNotMisledByAnOldEvent) {
  becomes_leader();
  now_ += seconds(2);
  election_.on_written(taken(election_.next(now_, 0)->record, 8), now_);
  election_.on_seen(held_by("other", 4), now_);
  EXPECT_TRUE(election_.leads(now_));
}

TEST_F(AnElection, GivesItBackWhenItStops) {
  becomes_leader();
  election_.stop(now_);
  EXPECT_FALSE(election_.leads(now_));
  EXPECT_FALSE(election_.is_over());
  const auto wish = election_.next(now_, 0);
  ASSERT_TRUE(wish);
  EXPECT_EQ(wish->record.holder, "");
  election_.on_written(taken(wish->record, 2), now_);
  EXPECT_TRUE(election_.is_over());
  EXPECT_FALSE(election_.next(now_, 0));
  EXPECT_EQ(election_.wake_at(now_), Time::max());
}

TEST_F(AnElection, GivesBackWhatItWasAboutToTakeWhenItStopped) {
  election_.on_seen(held_by("", 6), now_);
  const auto claim = election_.next(now_, 0);
  election_.stop(now_);
  election_.on_failed(failed(0, true), now_);  // nobody knows whether it was done
  now_ += seconds(1);
  ASSERT_EQ(election_.next(now_, 0)->kind, LeaseWish::Kind::read);
  election_.on_read(taken(claim->record, 7), now_);
  EXPECT_FALSE(election_.leads(now_));
  EXPECT_EQ(election_.next(now_, 0)->record.holder, "");
}

TEST(Lease, IsReadAsItWasWritten) {
  const LeaseRecord record{"me", seconds(15), 1'700'000'000'123, 1'700'000'002'000, 3, 9};
  Object object;
  object.resource_version = 9;
  object.json = lease_json(record, "n", "l");
  EXPECT_EQ(read_lease(object), record);
  EXPECT_EQ(nlohmann::json::parse(object.json)["spec"]["renewTime"], "2023-11-14T22:13:22.000000Z");
}

TEST(Lease, StandsAnyObject) {
  for (const char* json :
       {"", "[]", "{}", R"({"spec":1})", R"({"spec":{"holderIdentity":1,"renewTime":{},"acquireTime":"x"}})",
        R"({"spec":{"renewTime":"9999-99-99T99:99:99.999999Z"}})"}) {
    Object object;
    object.resource_version = 1;
    object.json = json;
    EXPECT_EQ(read_lease(object).value_or(LeaseRecord{}).renewed, 0) << json;
  }
}

// Three of them around one lease, whose answers are late or lost, while some stand still for a time.
class Rivals {
 public:
  explicit Rivals(std::uint64_t seed) : random_(seed) {}

  // The highest number that led at one moment.
  std::size_t run(milliseconds time, bool has_faults) {
    std::size_t most = 0;
    for (const Time end = now_ + time; now_ < end; now_ += milliseconds(100)) {
      for (std::size_t i = 0; i < 3; ++i) step(i, has_faults);
      most = std::max(most, leaders());
    }
    return most;
  }
  std::size_t leaders() const {
    std::size_t count = 0;
    for (const auto& one : elections_)
      if (one.leads(now_)) ++count;
    return count;
  }
  Election& leader() {
    for (auto& one : elections_)
      if (one.leads(now_)) return one;
    throw std::logic_error("nobody leads");
  }
  Time now() const { return now_; }

 private:
  bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }

  void step(std::size_t i, bool has_faults) {
    if (now_ < asleep_until_[i]) return;
    if (has_faults && chance(1)) asleep_until_[i] = now_ + milliseconds(random_() % 30'000);
    if (wishes_[i] && chance(has_faults ? 30 : 90)) answer(i, has_faults);
    if (chance(50) || !has_faults) elections_[i].on_seen(lease_, now_);
    if (!wishes_[i]) wishes_[i] = elections_[i].next(now_, 0);
  }

  void answer(std::size_t i, bool has_faults) {
    const LeaseWish wish = *std::exchange(wishes_[i], std::nullopt);
    const bool is_lost = has_faults && chance(30), is_done = !is_lost || chance(50);
    if (wish.kind == LeaseWish::Kind::read)
      return is_lost ? elections_[i].on_failed(failed(0), now_) : elections_[i].on_read(lease_, now_);
    const bool fits = wish.record.resource_version == (lease_ ? lease_->resource_version : 0);
    if (is_done && fits) lease_ = taken(wish.record, ++version_);
    if (is_lost) return elections_[i].on_failed(failed(0, true), now_);
    if (!fits) return elections_[i].on_failed(failed(409), now_);
    elections_[i].on_written(*lease_, now_);
  }

  std::mt19937_64 random_;
  Time now_ = kStart;
  std::array<Election, 3> elections_{Election(settings("a")), Election(settings("b")), Election(settings("c"))};
  std::array<std::optional<LeaseWish>, 3> wishes_;
  std::array<Time, 3> asleep_until_{};
  std::optional<LeaseRecord> lease_;
  std::uint64_t version_ = 0;
};

TEST(Elections, NeverHaveTwoLeadersAndAlwaysOneInTheEnd) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    Rivals rivals(seed);
    ASSERT_LE(rivals.run(seconds(300), true), 1u) << "seed " << seed;
    rivals.run(seconds(50), false);
    ASSERT_EQ(rivals.leaders(), 1u) << "seed " << seed;
  }
}

TEST(Elections, HandOverAtOnce) {
  Rivals rivals(1);
  rivals.run(seconds(5), false);
  rivals.leader().stop(rivals.now());
  ASSERT_EQ(rivals.leaders(), 0u);
  rivals.run(milliseconds(500), false);
  EXPECT_EQ(rivals.leaders(), 1u);
}

}  // namespace
}  // namespace perigee::kube
