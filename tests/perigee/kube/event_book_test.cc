#include "perigee/kube/event_book.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace perigee::kube {
namespace {

using nlohmann::json;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Millis kWall = 1'700'000'000'000;

EventNote pulls(const std::string& uid = "u") {
  return {"perigee.dev/v1alpha1",   "AnalysisJob",     "n",    "a",  uid,
          EventNote::Type::warning, "ImagePullFailed", "Wait", "No."};
}

class ABook : public ::testing::Test {
 protected:
  std::optional<EventWrite> note(const EventNote& note) { return book_.note(note, now_, kWall); }

  EventBook::Time now_ = EventBook::Time() + std::chrono::hours(1);
  EventBook book_{{"perigee.dev/controller", "pod-1"}};
};

TEST_F(ABook, MakesAnEventTheFirstTime) {
  const auto write = note(pulls());
  ASSERT_TRUE(write);
  EXPECT_EQ(write->kind, EventWrite::Kind::create);
  const json event = json::parse(write->json);
  EXPECT_EQ(event["metadata"]["name"], write->name);
  EXPECT_EQ(event["regarding"]["uid"], "u");
  EXPECT_EQ(event["type"], "Warning");
  EXPECT_EQ(event["eventTime"], "2023-11-14T22:13:20.000000Z");
  EXPECT_EQ(event["reportingInstance"], "pod-1");
}

TEST_F(ABook, MakesASeriesOfTheSecondAndCountsTheOthersSilently) {
  const auto first = note(pulls());
  const auto second = note(pulls());
  ASSERT_TRUE(second);
  EXPECT_EQ(second->kind, EventWrite::Kind::series);
  EXPECT_EQ(second->name, first->name);
  EXPECT_EQ(json::parse(second->json)["series"]["count"], 2);
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(note(pulls()));
}

TEST_F(ABook, WritesTheCountOfALongSeriesNowAndThen) {
  int writes = 0;
  for (int i = 0; i < 3600; ++i, now_ += seconds(1)) {
    if (note(pulls())) ++writes;
    if (i % 60 == 0) writes += static_cast<int>(book_.due(now_).size());
  }
  EXPECT_LE(writes, 4);
}

TEST_F(ABook, WritesTheLastCountWhenASeriesEnds) {
  for (int i = 0; i < 5; ++i) note(pulls());
  now_ += EventBook::kQuiet;
  const auto due = book_.due(now_);
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(json::parse(due[0].json)["series"]["count"], 5);
  EXPECT_TRUE(book_.due(now_).empty());
  EXPECT_EQ(book_.size(), 0u);
}

TEST_F(ABook, MakesANewEventAfterThat) {
  const auto first = note(pulls());
  now_ += EventBook::kQuiet;
  const auto second = book_.note(pulls(), now_, kWall + 360'000);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->kind, EventWrite::Kind::create);
  EXPECT_NE(second->name, first->name);
}

TEST_F(ABook, TellsObjectsAndReasonsApart) {
  EXPECT_TRUE(note(pulls("u1")));
  EXPECT_EQ(note(pulls("u2"))->kind, EventWrite::Kind::create);
  EventNote other = pulls("u1");
  other.reason = "OOMKilled";
  EXPECT_EQ(note(other)->kind, EventWrite::Kind::create);
}

TEST_F(ABook, ForgetsTheQuietestWhenItIsFull) {
  note(pulls("first"));
  now_ += std::chrono::milliseconds(1);
  for (std::size_t i = 0; i < EventBook::kMost; ++i, now_ += std::chrono::milliseconds(1))
    note(pulls(std::to_string(i)));
  EXPECT_EQ(book_.size(), EventBook::kMost);
  EXPECT_EQ(note(pulls("first"))->kind, EventWrite::Kind::create);
}

TEST_F(ABook, KeepsTheTextWithinWhatTheServerTakes) {
  EventNote note = pulls();
  note.text = std::string(5000, 'x') + "\xff";
  const json event = json::parse(this->note(note)->json);
  EXPECT_LE(event["note"].get<std::string>().size(), 1024u);
}

}  // namespace
}  // namespace perigee::kube
