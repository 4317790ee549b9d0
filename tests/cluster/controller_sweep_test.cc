// What no event tells, found by the sweep with which a controller begins.
#include <gtest/gtest.h>

#include <string>

#include "tests/cluster/controller_fixture.h"

namespace perigee {
namespace {

using testing::comes_true;
using testing::WithController;

class ASweep : public WithController {
 protected:
  static JobRecord record(const std::string& id, JobState state) {
    JobRecord record;
    record.id = id;
    record.executor = "kubernetes";
    record.state = state;
    record.spec.analysis = "timeline";
    record.created = system_clock().now() - 60'000;
    return record;
  }
  static void accept(const JobRecord& record) { ASSERT_TRUE(Jobs(bed().pool()).accept(record, {})); }
};

TEST_F(ASweep, PostsWhatWasAcceptedAndNeverCameIntoTheCluster) {
  accept(record("orphan", JobState::accepted));
  start();
  EXPECT_TRUE(bed().job("orphan", 1).is_object());
  EXPECT_EQ(bed().record("orphan")->uid, bed().get("orphan")["metadata"]["uid"]);
}

TEST_F(ASweep, LeavesWhatWasAcceptedJustNowToItsAuthor) {
  JobRecord young = record("young", JobState::accepted);
  young.created = system_clock().now() + 600'000;  // for as long as this test may take
  accept(young);
  accept(record("old", JobState::accepted));
  start();
  ASSERT_TRUE(bed().job("old", 1).is_object());  // the sweep has been there
  EXPECT_TRUE(bed().get("young").is_null());
  Jobs(bed().pool()).finish("young", "", {JobState::cancelled, {}, "", {}});
}

TEST_F(ASweep, FailsWhatTheClusterRefuses) {
  JobRecord impossible = record("impossible", JobState::accepted);
  impossible.spec.analysis = "no-such-analysis";
  accept(impossible);
  start();
  EXPECT_TRUE(comes_true([] { return bed().record("impossible")->state == JobState::failed; }));
  EXPECT_EQ(bed().record("impossible")->failure->reason, "Refused");
}

TEST_F(ASweep, EndsWhatLostItsAnalysisJobAndTouchesNoOtherExecutors) {
  JobRecord lost = record("lost", JobState::in_progress), foreign = record("foreign", JobState::queued);
  lost.uid = foreign.uid = "a-uid";
  foreign.executor = "local";
  accept(foreign);
  accept(lost);
  start();
  EXPECT_TRUE(comes_true([] { return bed().record("lost")->state == JobState::cancelled; }));
  EXPECT_EQ(bed().record("foreign")->state, JobState::queued);
}

}  // namespace
}  // namespace perigee
