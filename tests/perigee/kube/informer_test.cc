#include "perigee/kube/informer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/support/informer_trial.h"

namespace perigee::kube {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Object object(const std::string& name, std::uint64_t version, const std::string& uid = "u",
              const std::string& owner = "") {
  return {"n", name, uid, owner, version, "{}"};
}

ApiError refused(int code, std::optional<seconds> retry_after = std::nullopt) {
  return {ApiError::Kind::refused, code, "", "", {}, retry_after, false};
}

// An informer and its last step, in words.
class InformerAtWork : public ::testing::Test {
 protected:
  InformerAtWork() { told(informer_.wake(now_)); }

  void told(InformerStep step) {
    step_ = std::move(step);
    if (step_.ask) open_ = *step_.ask;
  }
  void page(std::vector<Object> items, std::uint64_t version, const std::string& next = "") {
    told(informer_.on_page(open_.number, std::move(items), {version, next}, now_));
  }
  void event(WatchEvent::Type type, Object object) {
    told(informer_.on_events(open_.number, {{type, std::move(object)}}, now_));
  }
  void ends(std::optional<ApiError> error = std::nullopt) { told(informer_.on_end(open_.number, error, now_)); }
  void pass(milliseconds time) {
    now_ += time;
    told(informer_.wake(now_));
  }
  void wake_in_time() { pass(std::chrono::ceil<milliseconds>(informer_.wake_at() - now_)); }
  bool asks_for(Ask::Kind kind) const { return step_.ask && step_.ask->kind == kind; }

  Informer::Time now_ = Informer::Time() + std::chrono::hours(1);
  Informer informer_{InformerSettings{}, 1};
  InformerStep step_;
  Ask open_;
};

TEST_F(InformerAtWork, IsCompleteUpToAListThatHasEndedAndTheEventsAfterIt) {
  page({object("a", 7)}, 9, "more");
  EXPECT_EQ(informer_.complete_version(), 0u);  // "b" may have changed before 7
  page({object("b", 5)}, 9);
  EXPECT_EQ(informer_.complete_version(), 9u);
  event(WatchEvent::Type::modified, object("a", 12));
  EXPECT_EQ(informer_.complete_version(), 12u);
}

TEST_F(InformerAtWork, ListsTheNewestStateFirst) {
  ASSERT_TRUE(asks_for(Ask::Kind::list));
  EXPECT_THAT(query_of(open_), ElementsAre(Pair("limit", "500")));
}

TEST_F(InformerAtWork, WatchesFromTheVersionOfTheListNotOfItsItems) {
  page({object("a", 5), object("b", 3)}, 9);
  ASSERT_TRUE(asks_for(Ask::Kind::watch));
  EXPECT_EQ(open_.resource_version, 9u);
  EXPECT_GE(open_.timeout, seconds(240));
  EXPECT_LE(open_.timeout, seconds(300));
  EXPECT_THAT(query_of(open_), ::testing::Contains(Pair("allowWatchBookmarks", "true")));
}

TEST_F(InformerAtWork, ReadsEveryPageBeforeItIsSynced) {
  page({object("a", 5)}, 9, "next");
  ASSERT_TRUE(asks_for(Ask::Kind::list));
  EXPECT_EQ(open_.next, "next");
  EXPECT_FALSE(informer_.is_synced());
  page({object("b", 6)}, 9);
  EXPECT_TRUE(informer_.is_synced());
  EXPECT_EQ(informer_.cache().size(), 2u);
}

TEST_F(InformerAtWork, TellsTheFirstListAsNoNews) {
  page({object("a", 5)}, 9);
  EXPECT_TRUE(step_.changes[0].is_initial);
  event(WatchEvent::Type::added, object("b", 10));
  EXPECT_FALSE(step_.changes[0].is_initial);
}

TEST_F(InformerAtWork, FollowsTheWatch) {
  page({object("a", 5)}, 9);
  event(WatchEvent::Type::modified, object("a", 10));
  EXPECT_EQ(step_.changes[0].kind, Change::Kind::updated);
  event(WatchEvent::Type::deleted, object("a", 11));
  EXPECT_EQ(step_.changes[0].kind, Change::Kind::removed);
  EXPECT_EQ(informer_.cache().size(), 0u);
}

TEST_F(InformerAtWork, TellsAnObjectUnderAnOldNameAsRemovalAndAddition) {
  page({object("a", 5, "old")}, 9);
  event(WatchEvent::Type::modified, object("a", 12, "new"));
  ASSERT_EQ(step_.changes.size(), 2u);
  EXPECT_EQ(step_.changes[0].kind, Change::Kind::removed);
  EXPECT_EQ(step_.changes[0].object.uid, "old");
  EXPECT_EQ(step_.changes[1].kind, Change::Kind::added);
}

TEST_F(InformerAtWork, NeverGoesBack) {
  page({object("a", 5)}, 9);
  event(WatchEvent::Type::modified, object("a", 12));
  event(WatchEvent::Type::modified, object("a", 11));
  EXPECT_THAT(step_.changes, IsEmpty());
  event(WatchEvent::Type::deleted, object("a", 13));
  event(WatchEvent::Type::modified, object("a", 12));  // told again after its end
  EXPECT_THAT(step_.changes, IsEmpty());
}

TEST_F(InformerAtWork, TakesUpAWatchWhereABookmarkLeftIt) {
  page({}, 9);
  event(WatchEvent::Type::bookmark, object("", 40));
  now_ += seconds(250);
  ends();
  ASSERT_TRUE(asks_for(Ask::Kind::watch));
  EXPECT_EQ(open_.resource_version, 40u);
}

TEST_F(InformerAtWork, ListsAgainWhenItsVersionIsTooOldInEitherForm) {
  for (const auto& gone :
       {refused(410), ApiError{ApiError::Kind::refused, 410, "Expired", "", {}, std::nullopt, false}}) {
    page({}, 9);
    now_ += seconds(30);
    ends(gone);
    ASSERT_TRUE(asks_for(Ask::Kind::list));
    EXPECT_EQ(open_.resource_version, 0u);  // never the version that was refused
  }
}

TEST_F(InformerAtWork, WaitsBeforeItListsWhenEveryWatchIsTooOld) {
  page({}, 9);
  ends(refused(410));
  EXPECT_FALSE(step_.ask);
  wake_in_time();
  EXPECT_TRUE(asks_for(Ask::Kind::list));
}

TEST_F(InformerAtWork, RemovesWhatALaterListDoesNotHold) {
  page({object("a", 5), object("b", 6)}, 9);
  now_ += seconds(30);
  ends(refused(410));
  page({object("b", 6)}, 20);
  ASSERT_EQ(step_.changes.size(), 1u);
  EXPECT_EQ(step_.changes[0].kind, Change::Kind::removed);
  EXPECT_EQ(step_.changes[0].object.name, "a");
}

TEST_F(InformerAtWork, RefusesAListThatIsOlderThanWhatItKnows) {
  page({object("a", 5)}, 9);
  event(WatchEvent::Type::deleted, object("a", 30));
  now_ += seconds(30);
  ends(refused(410));
  page({object("a", 5)}, 12);
  EXPECT_THAT(step_.changes, IsEmpty());
  EXPECT_EQ(informer_.cache().size(), 0u);
  wake_in_time();
  EXPECT_TRUE(asks_for(Ask::Kind::list));
}

TEST_F(InformerAtWork, RefusesPagesOfTwoStates) {
  page({object("a", 5)}, 9, "next");
  page({object("b", 6)}, 12);
  EXPECT_FALSE(informer_.is_synced());
  wake_in_time();
  EXPECT_TRUE(asks_for(Ask::Kind::list));
}

TEST_F(InformerAtWork, ReadsInOnePieceWhatGrowsOldBetweenPages) {
  page({object("a", 5)}, 9, "next");
  ends(refused(410));
  wake_in_time();
  ASSERT_TRUE(asks_for(Ask::Kind::list));
  EXPECT_EQ(open_.limit, 0u);
  EXPECT_EQ(open_.next, "");
}

TEST_F(InformerAtWork, TakesASilentConnectionForDead) {
  page({}, 9);
  pass(seconds(60));
  EXPECT_FALSE(step_.gives_up);
  informer_.on_sign_of_life(open_.number, now_);
  pass(seconds(60));
  EXPECT_FALSE(step_.gives_up);
  pass(seconds(31));
  EXPECT_TRUE(step_.gives_up);
  wake_in_time();
  EXPECT_TRUE(asks_for(Ask::Kind::watch));
  EXPECT_EQ(open_.resource_version, 9u);
}

TEST_F(InformerAtWork, WaitsLongerEachTimeUntilAWatchLasts) {
  page({}, 9);
  milliseconds longest{0};
  for (int i = 0; i < 12; ++i) {
    ends(refused(500));
    longest = std::max(longest, std::chrono::ceil<milliseconds>(informer_.wake_at() - now_));
    wake_in_time();
    ASSERT_TRUE(asks_for(Ask::Kind::watch));
  }
  EXPECT_GT(longest, seconds(5));
  EXPECT_LE(longest, seconds(10));
  now_ += seconds(11);
  ends(refused(500));
  EXPECT_LE(informer_.wake_at() - now_, milliseconds(200));
}

TEST_F(InformerAtWork, ComesAgainWhenItIsTold) {
  page({}, 9);
  ends(refused(429, seconds(30)));
  EXPECT_GE(informer_.wake_at() - now_, seconds(30));
}

TEST_F(InformerAtWork, DoesNotTurnInCirclesWithAServerThatEndsEveryWatchAtOnce) {
  page({}, 9);
  ends();
  EXPECT_FALSE(step_.ask);
  EXPECT_GE(informer_.wake_at() - now_, milliseconds(100));
}

TEST_F(InformerAtWork, IgnoresAnswersToOldQuestions) {
  page({}, 9);
  const auto old = open_.number;
  ends(refused(500));
  wake_in_time();
  EXPECT_THAT(informer_.on_events(old, {{WatchEvent::Type::added, object("a", 10)}}, now_).changes, IsEmpty());
  EXPECT_FALSE(informer_.on_end(old, std::nullopt, now_).gives_up);
}

TEST_F(InformerAtWork, ListsFromTimeToTimeAndGoesOnWatchingWhereThatFails) {
  page({}, 9);
  for (int minute = 0; minute < 13 && !asks_for(Ask::Kind::list); ++minute) {
    event(WatchEvent::Type::bookmark, object("", 10 + static_cast<std::uint64_t>(minute)));
    pass(seconds(60));
  }
  ASSERT_TRUE(asks_for(Ask::Kind::list));
  ends(refused(500));
  wake_in_time();
  EXPECT_TRUE(asks_for(Ask::Kind::watch));
}

TEST_F(InformerAtWork, WatchesFromWhereItWasWhenALaterListFailsHalfWay) {
  page({object("a", 5), object("b", 6)}, 9);
  for (int minute = 0; minute < 13 && !asks_for(Ask::Kind::list); ++minute) {
    informer_.on_sign_of_life(open_.number, now_);
    pass(seconds(60));
  }
  ASSERT_TRUE(asks_for(Ask::Kind::list));
  page({object("a", 30)}, 31, "next");
  ends(refused(500));
  wake_in_time();
  ASSERT_TRUE(asks_for(Ask::Kind::watch));
  EXPECT_EQ(open_.resource_version, 9u);  // b may have changed before a did
}

TEST(Informer, FindsByOwner) {
  ObjectCache cache;
  std::vector<Change> changes;
  cache.put(object("a", 1, "a", "x"), changes);
  cache.put(object("b", 2, "b", "x"), changes);
  cache.put(object("b", 3, "b", "y"), changes);
  EXPECT_THAT(cache.owned_by("x"), ElementsAre(object("a", 1, "a", "x")));
  EXPECT_THAT(cache.owned_by("y"), ElementsAre(object("b", 3, "b", "y")));
  EXPECT_EQ(changes.back().kind, Change::Kind::updated);
}

// The cache equals the server after any schedule of faults.
TEST(Informer, IsRightAfterAnyFaults) {
  std::uint64_t lists = 0, watches = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    std::mt19937_64 random(seed);
    std::string script(40 + random() % 200, '\0');
    for (char& byte : script) byte = static_cast<char>(random());
    testing::InformerTrial trial(seed);
    ASSERT_EQ(trial.run(script), "") << "seed " << seed;
    lists += trial.lists();
    watches += trial.watches();
  }
  EXPECT_GT(lists, 50'000u);
  EXPECT_GT(watches, 50'000u);
}

}  // namespace
}  // namespace perigee::kube
