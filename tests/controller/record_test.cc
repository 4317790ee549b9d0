#include "controller/record.h"

#include <gtest/gtest.h>

namespace perigee::controller {
namespace {

AnalysisJob job_with(const std::string& spec) {
  AnalysisJob job;
  job.name = "a";
  job.uid = "uid-of-a";
  job.created = 1'700'000'000'000;
  job.spec = spec;
  return job;
}

TEST(ARecord, BeginsQueuedWithWhatIsToBeDrawn) {
  const auto record = record_of(job_with(R"({"analysis":"timeline","parameters":{"from":1990},"queueName":"q",)"
                                         R"("suspend":true,"runner":{"labels":{"a":"b"}},"backoffLimit":1})"));
  ASSERT_TRUE(record);
  EXPECT_EQ(record->id, "a");
  EXPECT_EQ(record->uid, "uid-of-a");
  EXPECT_EQ(record->executor, kExecutor);
  EXPECT_EQ(record->state, JobState::queued);
  EXPECT_EQ(record->created, 1'700'000'000'000);
  EXPECT_EQ(record->spec.analysis, "timeline");
  EXPECT_EQ(record->spec.backoff_limit, 1);
}

TEST(ARecord, IsNotMadeOfASpecThatThisVersionDoesNotUnderstand) {
  EXPECT_FALSE(record_of(job_with(R"({"analysis":"timeline","backoffLimit":"many"})")));
}

TEST(AJobName, LeadsBackToItsAnalysisJob) {
  AnalysisJob job = job_with("{}");
  job.name = "first-crossover";
  job.uid = "0f9c4f6e-1111-4222-8333-444455556666";
  EXPECT_EQ(analysis_job_of(job_name(job, 12)), "first-crossover");
  for (const char* stranger : {"", "-", "pi", "a-b", "-1"}) EXPECT_EQ(analysis_job_of(stranger), "") << stranger;
}

}  // namespace
}  // namespace perigee::controller
