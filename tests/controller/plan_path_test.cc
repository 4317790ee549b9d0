// The decision over time, in a world that does what the plan says and nothing else.
#include <gtest/gtest.h>

#include "controller/plan.h"
#include "controller/status.h"
#include "tests/controller/scene.h"

namespace perigee::controller::testing {
namespace {

struct Counts {
  int posts = 0, deletes = 0, status_writes = 0, finishes = 0;
};

// Carries plans out until nothing is left to do at this time.
class World {
 public:
  Observed seen = fresh();
  Counts counts;

  void settle(Millis now) {
    for (int pass = 0; pass < 50; ++pass) {
      seen.live = true;
      const Plan what = plan(seen, now);
      if (what.actions.empty()) return;
      for (const Action& action : what.actions) std::visit([&](const auto& a) { carry_out(a, now); }, action);
    }
    FAIL() << "the plan never comes to rest";
  }

 private:
  void carry_out(const WriteRecord&, Millis) { seen.record = record_in(JobState::queued); }
  void carry_out(const BeginJob&, Millis now) {
    carry_out(WriteRecord{}, now);
    carry_out(BeginAttempt{1}, now);
  }
  void carry_out(const FinishRecord& finish, Millis now) {
    ++counts.finishes;
    if (is_terminal(seen.record->state)) return;
    seen.record->state = finish.state;
    seen.record->failure = finish.failure;
    seen.record->finished = now;
  }
  void carry_out(const BeginAttempt& begin, Millis) {
    EXPECT_GE(begin.attempt, seen.record->attempts) << "the record never goes back";
    seen.record->attempts = begin.attempt;
  }
  void carry_out(const PostJob& post, Millis now) {
    ++counts.posts;
    for (const OwnJob& own : seen.jobs) ASSERT_NE(own.attempt, post.attempt) << "no attempt is made twice";
    seen.jobs.push_back(own_job(post.attempt));
    seen.jobs.back().created = now;
  }
  void carry_out(const DeleteJob& gone, Millis) {
    ++counts.deletes;
    std::erase_if(seen.jobs, [&](const OwnJob& own) { return own.uid == gone.uid; });
  }
  void carry_out(const DeleteAnalysisJob&, Millis) { seen.job.reset(); }
  void carry_out(const WriteStatus& write, Millis) {
    ++counts.status_writes;
    seen.job->status = write.status;
  }
};

TEST(PlanPath, AJobWithoutTroubleTakesThreeWrites) {
  World world;
  world.settle(kCreated);
  world.settle(kCreated + 100);
  world.seen.jobs[0].evidence.started = kCreated + 500;
  world.settle(kCreated + 500 + kRunningShown);
  world.seen.record->state = JobState::complete;
  world.seen.jobs[0].ended = true;
  world.settle(kCreated + 700 + kRunningShown);
  EXPECT_EQ(world.counts.posts, 1);
  EXPECT_EQ(world.counts.status_writes, 2);
  EXPECT_EQ(world.counts.deletes, 0);
  EXPECT_EQ(world.seen.job->status.state, State::succeeded);
  world.settle(kCreated + 8 * kMillisPerDay);
  EXPECT_FALSE(world.seen.job);
}

TEST(PlanPath, AFastJobIsNeverSaidToRun) {
  World world;
  world.settle(kCreated);
  world.seen.jobs[0].evidence.started = kCreated + 100;
  world.seen.jobs[0].ended = true;
  world.seen.record->state = JobState::complete;
  world.settle(kCreated + 200);
  EXPECT_EQ(world.counts.status_writes, 1);
  EXPECT_EQ(world.seen.job->status.attempts, 1);
}

TEST(PlanPath, EveryAttemptHasAJobOfItsOwnAndTheLimitHolds) {
  World world;
  Millis now = kCreated;
  for (int attempt = 1; attempt <= 3; ++attempt) {
    world.settle(now);
    ASSERT_EQ(world.seen.jobs.size(), 1u);
    EXPECT_EQ(world.seen.jobs[0].attempt, attempt);
    world.seen.jobs[0].ended = true;
    world.seen.jobs[0].evidence.end = ContainerEnd{20, 0, false, ""};
    world.settle(now + 10);
    now += 60 * kSecond;
  }
  EXPECT_EQ(world.seen.job->status.state, State::failed);
  EXPECT_EQ(world.seen.job->status.attempts, 3);
  EXPECT_EQ(world.counts.finishes, 1);
}

TEST(PlanPath, SuspendAndResumeStartAnewWithTheClocksMovedOn) {
  World world;
  world.settle(kCreated);
  world.seen.jobs[0].evidence.started = kCreated + 100;
  world.settle(kCreated + 200);
  world.seen.job->suspend = true;
  world.settle(kCreated + 10 * kSecond);
  EXPECT_TRUE(world.seen.jobs.empty());
  EXPECT_EQ(world.seen.job->status.state, State::suspended);
  world.settle(kCreated + 5'000 * kSecond);

  world.seen.job->suspend = false;
  world.settle(kCreated + 5'000 * kSecond);
  ASSERT_EQ(world.seen.jobs.size(), 1u);
  EXPECT_EQ(world.seen.jobs[0].attempt, 2);
  EXPECT_EQ(active_from(*world.seen.job), kCreated + 4'990 * kSecond);
  world.settle(kCreated + 5'589 * kSecond);
  EXPECT_EQ(world.counts.finishes, 0);
  world.settle(kCreated + 5'590 * kSecond);
  EXPECT_EQ(world.seen.job->status.failure->reason, "DeadlineExceeded");
}

TEST(PlanPath, ACancelledJobLeavesNoJobBehind) {
  World world;
  world.settle(kCreated);
  world.seen.job->cancel = true;
  world.settle(kCreated + 200);
  EXPECT_TRUE(world.seen.jobs.empty());
  EXPECT_EQ(world.seen.job->status.state, State::cancelled);
}

TEST(PlanPath, ASuccessThatWasFasterThanTheCancellationStands) {
  World world;
  world.settle(kCreated);
  world.seen.record->state = JobState::complete;
  world.seen.job->cancel = true;
  world.settle(kCreated + 200);
  EXPECT_EQ(world.seen.job->status.state, State::succeeded);
  EXPECT_EQ(world.counts.finishes, 0);
}

TEST(PlanPath, AJobThatADisruptionTookIsMadeAgainWithoutCounting) {
  World world;
  world.seen.job->backoff_limit = 0;
  world.settle(kCreated);
  world.seen.jobs[0].evidence.disrupted = true;
  world.settle(kCreated + 200);
  world.settle(kCreated + 5 * kSecond);
  ASSERT_EQ(world.seen.jobs.size(), 1u);
  EXPECT_EQ(world.seen.jobs[0].attempt, 2);
}

}  // namespace
}  // namespace perigee::controller::testing
