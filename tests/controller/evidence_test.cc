#include "controller/evidence.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/controller/scene.h"

namespace perigee::controller::testing {
namespace {

using nlohmann::json;

json pod_with(const std::string& state) {
  json pod = json::parse(R"({"metadata": {"name": "p", "creationTimestamp": "2023-11-14T22:13:20Z"},
                             "spec": {"nodeName": "node-a"}, "status": {"phase": "Pending"}})");
  if (!state.empty())
    pod["status"]["containerStatuses"] = json::array({{{"name", "runner"}, {"state", json::parse(state)}}});
  return pod;
}
PodFacts facts_of(const json& pod) { return *read_pod(pod.dump()); }

TEST(PodEvidence, BelievesTheContainerAndNotThePhase) {
  const PodFacts facts = facts_of(pod_with(R"({"terminated": {"exitCode": 12, "reason": "Error",
      "startedAt": "2023-11-14T22:13:21Z", "message": "{\"reason\": \"MissingColumn\"}"}})"));
  EXPECT_EQ(facts.started, kCreated + kSecond);
  ASSERT_TRUE(facts.end);
  EXPECT_EQ(facts.end->exit_code, 12);
  EXPECT_EQ(facts.end->last_words, R"({"reason": "MissingColumn"})");
  EXPECT_EQ(facts.node, "node-a");
}

TEST(PodEvidence, OutOfMemoryIsKnownByItsReasonAlone) {
  EXPECT_TRUE(facts_of(pod_with(R"({"terminated": {"exitCode": 137, "reason": "OOMKilled"}})")).end->out_of_memory);
  EXPECT_FALSE(facts_of(pod_with(R"({"terminated": {"exitCode": 137, "reason": "Error"}})")).end->out_of_memory);
}

TEST(PodEvidence, AnEndThatNobodySawIsNone) {
  EXPECT_FALSE(facts_of(pod_with(R"({"terminated": {"exitCode": 137, "reason": "ContainerStatusUnknown"}})")).end);
}

TEST(PodEvidence, CreatingExplainsNothing) {
  EXPECT_EQ(facts_of(pod_with(R"({"waiting": {"reason": "ContainerCreating"}})")).waiting_reason, "");
  EXPECT_EQ(facts_of(pod_with(R"({"waiting": {"reason": "ErrImagePull", "message": "no"}})")).waiting_reason,
            "ErrImagePull");
}

TEST(PodEvidence, APodThatFitsNowhereSaysSo) {
  json pod = pod_with("");
  pod["status"]["conditions"] = json::parse(
      R"([{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/1 nodes"}])");
  EXPECT_EQ(facts_of(pod).waiting_reason, "Unschedulable");
  EXPECT_EQ(facts_of(pod).waiting_message, "0/1 nodes");
}

TEST(PodEvidence, EvictionAndDrainingAreDisruptions) {
  json evicted = pod_with("");
  evicted["status"]["reason"] = "Evicted";
  EXPECT_TRUE(facts_of(evicted).disrupted);
  json drained = pod_with("");
  drained["status"]["conditions"] = json::parse(R"([{"type": "DisruptionTarget", "status": "True"}])");
  EXPECT_TRUE(facts_of(drained).disrupted);
  EXPECT_FALSE(facts_of(pod_with("")).disrupted);
}

TEST(PodEvidence, IsNothingWhereTheTextIsNoPod) {
  for (const char* text : {"", "[]", "{}", "{\"metadata\": 3}"}) EXPECT_FALSE(read_pod(text)) << text;
}

TEST(JobEvidence, TakesItsPodsTogether) {
  PodFacts waiting, ran;
  waiting.name = "old";
  waiting.waiting_reason = "ImagePullBackOff";
  ran.name = "new";
  ran.node = "node-b";
  ran.started = kCreated;
  ran.end = ContainerEnd{0, 0, false, ""};
  const Evidence evidence = evidence_of({waiting, ran});
  EXPECT_EQ(evidence.waiting_reason, "ImagePullBackOff");
  EXPECT_EQ(evidence.started, kCreated);
  EXPECT_EQ(evidence.end->exit_code, 0);
  EXPECT_EQ(evidence.pod, "new");
  EXPECT_EQ(evidence.node, "node-b");
}

json job() {
  return json::parse(R"({"metadata": {"name": "a-0f9c4f6e-2", "uid": "u", "creationTimestamp": "2023-11-14T22:13:20Z",
      "labels": {"perigee.dev/attempt": "2"}}, "spec": {}})");
}

TEST(JobEvidence, KnowsAnAttemptByItsLabel) {
  EXPECT_EQ(read_job(job().dump())->attempt, 2);
  for (const char* label : {"", "two", "2x", "0"}) {
    json other = job();
    other["metadata"]["labels"]["perigee.dev/attempt"] = label;
    EXPECT_FALSE(read_job(other.dump())) << label;
  }
}

TEST(JobEvidence, AnAttemptIsOverBeforeTheJobSaysFailed) {
  for (const char* type : {"FailureTarget", "Failed", "SuccessCriteriaMet", "Complete"}) {
    json ended = job();
    ended["status"]["conditions"] = json::array({{{"type", type}, {"status", "True"}, {"reason", "DeadlineExceeded"}}});
    EXPECT_TRUE(read_job(ended.dump())->ended) << type;
    EXPECT_EQ(read_job(ended.dump())->reason, "DeadlineExceeded");
  }
  json suspended = job();
  suspended["status"]["conditions"] = json::array({{{"type", "Suspended"}, {"status", "True"}}});
  EXPECT_FALSE(read_job(suspended.dump())->ended);
}

TEST(JobEvidence, ReadsRefusalsFromEventsOnly) {
  const auto quota = read_refusal(R"({"reason": "FailedCreate", "message": "pods is forbidden: exceeded quota: q"})");
  EXPECT_EQ(quota->reason, "QuotaExceeded");
  const auto policy = read_refusal(R"({"reason": "FailedCreate", "note": "violates PodSecurity"})");
  EXPECT_EQ(policy->reason, "AdmissionRefused");
  EXPECT_EQ(policy->message, "violates PodSecurity");
  EXPECT_FALSE(read_refusal(R"({"reason": "SuccessfulCreate"})"));
}

}  // namespace
}  // namespace perigee::controller::testing
