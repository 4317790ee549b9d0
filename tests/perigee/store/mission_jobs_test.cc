#include "perigee/store/mission_jobs.h"

#include "tests/perigee/store/store_test.h"

namespace perigee {
namespace {

using MissionJobsTest = testing::PooledTest;

MissionJob job(const std::string& id, Millis created, MissionAnswer kind = MissionAnswer::text) {
  return {id, "get_orgs", created, kind, "[]"};
}

TEST_F(MissionJobsTest, AreFoundAsTheyWereAdded) {
  MissionJobs jobs(*pool_);
  for (const auto kind : {MissionAnswer::text, MissionAnswer::refusal, MissionAnswer::rows, MissionAnswer::job}) {
    jobs.add(job("a", 1, kind));
    EXPECT_EQ(jobs.find("a"), job("a", 1, kind));
  }
  EXPECT_FALSE(jobs.find("b"));
}

TEST_F(MissionJobsTest, AreListedNewestFirst) {
  MissionJobs jobs(*pool_);
  jobs.add(job("old", 1));
  jobs.add(job("new", 2));
  const auto listed = jobs.list();
  ASSERT_EQ(listed.size(), 2u);
  EXPECT_EQ(listed[0].id, "new");
  EXPECT_EQ(listed[1].id, "old");
}

TEST_F(MissionJobsTest, TheOldestMakesRoom) {
  MissionJobs jobs(*pool_);
  for (std::size_t at = 0; at <= MissionJobs::kMost; ++at) jobs.add(job(std::to_string(at), static_cast<Millis>(at)));
  EXPECT_EQ(jobs.list().size(), MissionJobs::kMost);
  EXPECT_FALSE(jobs.find("0"));
  EXPECT_TRUE(jobs.find("1"));
}

TEST_F(MissionJobsTest, AreGoneOnceCleared) {
  MissionJobs jobs(*pool_);
  jobs.add(job("a", 1));
  EXPECT_EQ(jobs.clear().size(), 1u);
  EXPECT_TRUE(jobs.list().empty());
  EXPECT_TRUE(jobs.clear().empty());
  EXPECT_EQ(count(2, "*"), 0u);
}

TEST_F(MissionJobsTest, ARecordThatExpiredIsNotListed) {
  MissionJobs jobs(*pool_);
  jobs.add(job("a", 1));
  pool_->lend()->command(2, {"DEL", "mission:a"});
  EXPECT_TRUE(jobs.list().empty());
}

}  // namespace
}  // namespace perigee
