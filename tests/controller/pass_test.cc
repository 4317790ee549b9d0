#include "controller/pass.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/controller/scene.h"

namespace perigee::controller::testing {
namespace {

constexpr Millis kSoon = kCreated + 3 * kSecond;

// One AnalysisJob whose memory may lag behind the truth, and an API server that may be away.
class ModelWorld final : public World {
 public:
  Observed memory = fresh(), truth = fresh();
  bool api_server_answers = true;
  Outcome outcome = Outcome::done;
  std::vector<Action> done;
  int live_reads = 0, event_reads = 0;

  Observed observe(const std::string&) override {
    memory.live = false;
    memory.record = truth.record;
    return memory;
  }
  std::optional<Observed> observe_live(const std::string&) override {
    ++live_reads;
    if (!api_server_answers) return std::nullopt;
    truth.live = true;
    return truth;
  }
  std::optional<Observed> with_events(Observed seen) override {
    if (!api_server_answers) return std::nullopt;
    ++event_reads;
    seen.events_read = true;
    return seen;
  }
  Outcome carry_out(const Observed&, const Action& action) override {
    done.push_back(action);
    if (const auto* finish = std::get_if<FinishRecord>(&action)) {
      truth.record->state = finish->state;
      truth.record->failure = finish->failure;
    }
    if (std::holds_alternative<WriteRecord>(action)) truth.record = record_in(JobState::queued);
    return outcome;
  }
};

TEST(Pass, MakesTheJobWithoutAskingTwice) {
  ModelWorld world;
  const PassEnd end = run_pass(world, "first-crossover", kSoon);
  EXPECT_TRUE(end.settled);
  ASSERT_EQ(world.done.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<BeginAttempt>(world.done[0]));
  EXPECT_TRUE(std::holds_alternative<PostJob>(world.done[1]));
  EXPECT_EQ(world.live_reads, 0);
}

TEST(Pass, RecordsANewJobAndMakesItsJobInOneGo) {
  ModelWorld world;
  world.truth.record.reset();
  run_pass(world, "first-crossover", kSoon);
  ASSERT_EQ(world.done.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<BeginJob>(world.done[0]));
  EXPECT_TRUE(std::holds_alternative<PostJob>(world.done[1]));
}

TEST(Pass, GoesOnAtOnceAfterAWriteToTheRecord) {
  ModelWorld world;
  world.truth.record->uid.clear();  // accepted, and waiting for this one
  run_pass(world, "first-crossover", kSoon);
  ASSERT_EQ(world.done.size(), 3u);
  EXPECT_TRUE(std::holds_alternative<WriteRecord>(world.done[0]));
  EXPECT_TRUE(std::holds_alternative<PostJob>(world.done[2]));
}

TEST(Pass, EndsTheRecordAndSaysSoInOneGo) {
  ModelWorld world;
  world.memory.job->cancel = world.truth.job->cancel = true;
  run_pass(world, "first-crossover", kSoon);
  ASSERT_EQ(world.done.size(), 2u);
  EXPECT_EQ(std::get<FinishRecord>(world.done[0]).state, JobState::cancelled);
  EXPECT_EQ(std::get<WriteStatus>(world.done[1]).status.state, State::cancelled);
}

TEST(Pass, DestroysNothingThatOnlyItsMemoryHasLost) {
  ModelWorld world;
  world.memory.job.reset();  // the watch is behind: the job is there
  run_pass(world, "first-crossover", kSoon);
  EXPECT_EQ(world.live_reads, 1);
  for (const Action& action : world.done) EXPECT_FALSE(std::holds_alternative<FinishRecord>(action));
}

TEST(Pass, DecidesNothingWhileTheApiServerIsAway) {
  ModelWorld world;
  world.memory.job.reset();
  world.api_server_answers = false;
  EXPECT_FALSE(run_pass(world, "first-crossover", kSoon).settled);
  EXPECT_TRUE(world.done.empty());
}

TEST(Pass, IsTriedAgainWhereAnActionDidNotWork) {
  for (const Outcome outcome : {Outcome::failed, Outcome::outdated}) {
    ModelWorld world;
    world.outcome = outcome;
    EXPECT_FALSE(run_pass(world, "first-crossover", kSoon).settled);
    EXPECT_EQ(world.done.size(), 1u);
  }
}

TEST(Pass, ReadsTheEventsWhereNothingElseExplainsTheWait) {
  ModelWorld world;
  world.memory.jobs = world.truth.jobs = {own_job(1)};
  EXPECT_TRUE(run_pass(world, "first-crossover", kCreated + 300 * kSecond).settled);
  EXPECT_EQ(world.live_reads, 1);
  EXPECT_EQ(world.event_reads, 1);
  EXPECT_EQ(world.truth.record->failure->reason, "NotStarted");
}

}  // namespace
}  // namespace perigee::controller::testing
