#include "controller/resource.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "controller/status.h"
#include "tests/controller/scene.h"

namespace perigee::controller::testing {
namespace {

using nlohmann::json;

json object() {
  return json::parse(R"({
    "apiVersion": "perigee.dev/v1alpha1", "kind": "AnalysisJob",
    "metadata": {"name": "first-crossover", "namespace": "charts", "uid": "0f9c4f6e-1111-4222-8333-444455556666",
                 "resourceVersion": "7", "generation": 2, "creationTimestamp": "2023-11-14T22:13:20Z"},
    "spec": {"analysis": "timeline", "parameters": {"from": 1957}, "activeDeadlineSeconds": 60,
             "retention": {"afterSuccess": "2h"}}})");
}

// The status as the API server keeps it once this patch was merged.
AnalysisJob merged(const AnalysisJob& job, const Status& status) {
  json whole = object();
  whole.merge_patch(json::parse(status_patch(job, status)));
  return *read_analysis_job(whole.dump());
}

TEST(Resource, IsReadWithTheDefaultsOfTheCrdsWords) {
  const AnalysisJob job = *read_analysis_job(object().dump());
  EXPECT_EQ(job.name, "first-crossover");
  EXPECT_EQ(job.version, "7");
  EXPECT_EQ(job.generation, 2);
  EXPECT_EQ(job.created, kCreated);
  EXPECT_EQ(job.active_deadline_seconds, 60);
  EXPECT_EQ(job.pending_deadline_seconds, 60);  // never more than the active one
  EXPECT_EQ(job.backoff_limit, 2);
  EXPECT_EQ(job.keep_success_seconds, 7'200);
  EXPECT_EQ(job.keep_failure_seconds, 86'400);
  EXPECT_EQ(job.status, Status{});
  EXPECT_EQ(json::parse(job.spec)["parameters"]["from"], 1957);
}

TEST(Resource, IsNothingWhereTheTextIsNone) {
  for (const char* text : {"", "{", "[]", "{}", R"({"metadata": {"name": "a"}})", R"({"metadata": {"name": 1}})"})
    EXPECT_FALSE(read_analysis_job(text)) << text;
}

TEST(Resource, AStatusIsReadBackAsItWasWritten) {
  AnalysisJob job = *read_analysis_job(object().dump());
  OwnJob attempt = own_job(1);
  attempt.evidence.started = kCreated + 1'234;
  attempt.evidence.node = "node-a";
  attempt.evidence.pod = "pod-a";
  JobRecord record = record_in(JobState::failed);
  record.failure = Failure{FailureClass::user_error, "MissingColumn", "'Year' is missing.", 12};
  record.finished = kCreated + 5'000;
  for (const Status& status :
       {pending(job, &attempt, kCreated), running(job, attempt, kCreated), suspended(job, true, kCreated + 1),
        attempt_over(job, &attempt, *record.failure, Counted::as_disruption, kCreated + 9, kCreated),
        ended(job, record, &attempt, kCreated)})
    EXPECT_EQ(merged(job, status).status, status) << status_patch(job, status);
}

TEST(Resource, AResultIsReadBackAsItWasWritten) {
  const AnalysisJob job = *read_analysis_job(object().dump());
  JobRecord record = record_in(JobState::complete);
  record.finished = kCreated + 5'000;
  record.result = ResultInfo{"image/png", 70'000, "abc", 1600, 900, 4'324, "f00", 19};
  const Status status = ended(job, record, nullptr, kCreated);
  EXPECT_EQ(merged(job, status).status, status);
  EXPECT_EQ(json::parse(status_patch(job, status))["status"]["result"]["key"], "results:first-crossover");
}

TEST(Resource, WhatIsNoMoreIsTakenOut) {
  AnalysisJob job = *read_analysis_job(object().dump());
  job.status = attempt_over(job, nullptr, Failure{}, Counted::as_failure, kCreated + 9, kCreated);
  const Status done = ended(job, record_in(JobState::cancelled), nullptr, kCreated + 10);
  json whole = object();
  whole.merge_patch(json::parse(status_patch(job, job.status)));
  whole.merge_patch(json::parse(status_patch(job, done)));
  EXPECT_FALSE(whole["status"].contains("nextAttemptTime"));
}

TEST(Resource, AMessageFitsTheCrdAndIsReadBackEqual) {
  const AnalysisJob job = *read_analysis_job(object().dump());
  JobRecord record = record_in(JobState::failed);
  std::string endless;
  while (endless.size() < 5'000) endless += "wörter ";
  record.failure = Failure{FailureClass::platform, "RunnerBug", endless, 30};
  record.finished = kCreated + 1;
  const Status status = ended(job, record, nullptr, kCreated);
  EXPECT_LE(status.failure->message.size(), 1'024u);
  EXPECT_EQ(merged(job, status).status, status);
}

TEST(Resource, ThePatchNamesTheVersionThatItWasDecidedOn) {
  const AnalysisJob job = *read_analysis_job(object().dump());
  EXPECT_EQ(json::parse(status_patch(job, job.status))["metadata"]["resourceVersion"], "7");
}

}  // namespace
}  // namespace perigee::controller::testing
