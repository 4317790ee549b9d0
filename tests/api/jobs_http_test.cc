// The routes of jobs through the real API, with a real Redis and the real runner.
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "perigee/base/sha256.h"
#include "tests/api/jobs_api.h"

namespace perigee::api {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using SteadyClock = std::chrono::steady_clock;

class JobsHttpTest : public JobsApiTest {
 protected:
  static void SetUpTestSuite() {
    start({});
    if (!api_) return;
    EXPECT_EQ(post("/data").status, 201);
  }
};

class EveryAnalysis : public JobsHttpTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(EveryAnalysis, EndsInAPicture) {
  const auto id = submitted(std::string("/analyze/") + GetParam());
  const auto answer = get("/results/" + id + "?wait=30");
  ASSERT_EQ(answer.status, 200) << answer.body << end_of(id);
  EXPECT_EQ(answer.header("content-type"), "image/png");
  EXPECT_THAT(answer.body, StartsWith("\x89PNG\r\n"));
  EXPECT_EQ(answer.header("etag"), '"' + sha256_hex(answer.body) + '"');
}

INSTANTIATE_TEST_SUITE_P(OfTheFirstApi, EveryAnalysis,
                         ::testing::Values("timeline", "sector", "geography", "top-private"), [](const auto& test) {
                           std::string name = test.param;
                           std::erase(name, '-');
                           return name;
                         });

TEST_F(JobsHttpTest, AnAcceptedJobIsLocated) {
  const auto answer = post("/analyze/sector");
  EXPECT_EQ(answer.status, 202);
  const std::string id = json::parse(answer.body)["job_id"];
  EXPECT_EQ(answer.header("location"), "/jobs/" + id);
  EXPECT_EQ(answer.header("retry-after"), "1");
}

TEST_F(JobsHttpTest, AJobHasTheKeysThatOldClientsRead) {
  const auto id = submitted("/analyze/top-private");
  const auto ended = end_of(id);
  EXPECT_EQ(ended["id"], id);
  EXPECT_EQ(ended["status"], "complete");
  EXPECT_EQ(ended["type"], "top_private");
  EXPECT_EQ(ended["result_ready"], true);
}

TEST_F(JobsHttpTest, AJobTellsHowItWent) {
  const auto ended = end_of(submitted("/analyze/timeline"));
  EXPECT_EQ(ended["attempts"], 1);
  EXPECT_THAT(std::string(ended["finished"]), EndsWith("Z"));
  EXPECT_EQ(ended["result"]["content_type"], "image/png");
  EXPECT_EQ(ended["result"]["dataset_version"], ended["dataset_version"]);
  EXPECT_TRUE(ended["failure"].is_null());
}

TEST_F(JobsHttpTest, BodyAndQueryMakeOneSpec) {
  const auto id = submitted("/analyze/timeline?format=svg&to=2015", R"({"from": 1990})");
  const auto spec = job(id)["spec"];
  EXPECT_EQ(spec["parameters"], json({{"from", 1990}, {"to", 2015}}));
  EXPECT_EQ(spec["output"]["format"], "svg");
  EXPECT_EQ(get("/results/" + id + "?wait=30").header("content-type"), "image/svg+xml");
}

TEST_F(JobsHttpTest, TheOneShapeIsTakenToo) {
  const auto id =
      submitted("/jobs", R"({"analysis": "sector", "parameters": {"from": 1990}, "output": {"format": "json"}})");
  EXPECT_EQ(get("/results/" + id + "?wait=30").header("content-type"), "application/json");
}

TEST_F(JobsHttpTest, AParameterGivenTwiceDifferentlyIsRefused) {
  const auto answer = post("/analyze/timeline?from=1980", R"({"from": 1990})");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("given-twice"));
}

TEST_F(JobsHttpTest, AllProblemsAreListedAtOnce) {
  const auto answer = post("/analyze/timeline", R"({"from": "soon", "nonsense": 1, "width": 7})");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  EXPECT_EQ(json::parse(answer.body)["errors"].size(), 3u) << answer.body;
}

TEST_F(JobsHttpTest, ABodyThatIsNoJsonIsRefused) { EXPECT_EQ(post("/analyze/timeline", "{from: 1").status, 400); }

TEST_F(JobsHttpTest, OddBodiesAreRefusedInWords) {
  for (const char* body :
       {"[]", "5", "null", R"({"parameters": 5})", R"({"output": [1]})", R"({"output": {"format": {}}})",
        R"({"0": 1, "a": 2})", R"({"": 1})", R"({"analysis": "sector"})", R"({"dataset": ""})"}) {
    EXPECT_EQ(post("/analyze/timeline", body).status, 422) << body;
    EXPECT_EQ(post("/jobs", std::string(body) == R"({"analysis": "sector"})" ? "{}" : body).status, 422) << body;
  }
}

TEST_F(JobsHttpTest, AMistypedAnalysisIsNamed) {
  const auto answer = post("/analyze/timelin");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("Did you mean 'timeline'?"));
}

TEST_F(JobsHttpTest, UnknownJobsAnswerTheOldSentences) {
  EXPECT_EQ(json::parse(get("/jobs/nobody").body)["error"], "Job not found");
  EXPECT_EQ(json::parse(get("/results/nobody").body)["error"], "Result not found");
  for (const char* target : {"/jobs/nobody", "/results/nobody", "/jobs/nobody/events", "/jobs/UPPER", "/results/a%00b"})
    EXPECT_EQ(get(target).status, 404) << target;
  EXPECT_EQ(api_->request("DELETE", "/jobs/nobody").status, 404);
  EXPECT_EQ(post("/jobs/nobody/cancel").status, 404);
}

TEST_F(JobsHttpTest, ADryRunTellsWhatWouldRunAndRunsNothing) {
  const auto before = json::parse(get("/jobs").body)["total"];
  const auto answer = post("/jobs?dryRun=true", R"({"analysis": "timeline"})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto told = json::parse(answer.body);
  EXPECT_FALSE(told["columns"].empty());
  EXPECT_FALSE(told["effective_parameters"].empty());
  EXPECT_EQ(told["dataset"]["name"], "launches");
  EXPECT_EQ(json::parse(get("/jobs").body)["total"], before);
}

TEST_F(JobsHttpTest, ADryRunNamesAMissingDataset) {
  const auto answer = post("/analyze/timeline?dryRun=true&dataset=launchez");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("Did you mean 'launches'?"));
}

TEST_F(JobsHttpTest, AJobOnAMissingDatasetIsAcceptedAndFailsTruthfully) {
  const auto id = submitted("/analyze/timeline?dataset=nowhere");
  const auto ended = end_of(id);
  EXPECT_EQ(ended["status"], "failed");
  EXPECT_EQ(ended["failure"]["class"], "UserError");
  EXPECT_EQ(ended["attempts"], 1);
  const auto result = get("/results/" + id);
  EXPECT_EQ(result.status, 404);
  EXPECT_THAT(result.body, HasSubstr("nowhere"));
}

TEST_F(JobsHttpTest, AnIdempotencyKeyMakesOneJob) {
  const HttpHeaders key = {{"Idempotency-Key", "one-key"}};
  const auto first = post("/analyze/sector", R"({"from": 1990})", key);
  const auto again = post("/analyze/sector?from=1990", "", key);  // the same spec, said otherwise
  EXPECT_EQ(json::parse(first.body)["job_id"], json::parse(again.body)["job_id"]);
  EXPECT_EQ(again.header("idempotent-replayed"), "true");
  EXPECT_EQ(post("/analyze/sector", R"({"from": 1991})", key).status, 422);
  EXPECT_EQ(post("/analyze/sector", "", {{"Idempotency-Key", "with blanks"}}).status, 400);
  EXPECT_EQ(post("/analyze/sector?dryRun=true", "", {{"Idempotency-Key", "with blanks"}}).status, 400);
}

TEST_F(JobsHttpTest, TheListIsFilteredAndPaged) {
  std::vector<std::string> ids;
  for (int job = 0; job < 5; ++job) ids.push_back(submitted("/analyze/sector?title=page-me"));
  for (const auto& id : ids) end_of(id);
  std::vector<std::string> seen;
  std::string target = "/jobs?text=page-me&state=complete&state=failed&limit=2";
  for (int page = 0; page < 3; ++page) {
    const auto answer = get(target);
    const auto page_told = json::parse(answer.body);
    for (const auto& job : page_told["jobs"]) seen.push_back(job["id"]);
    const auto link = answer.header("link");
    EXPECT_EQ(link.empty(), page == 2) << link;
    if (!link.empty()) target = link.substr(1, link.find('>') - 1);
  }
  std::ranges::reverse(ids);
  EXPECT_EQ(seen, ids);
}

TEST_F(JobsHttpTest, TheListRefusesWhatItDoesNotKnow) {
  for (const char* query : {"state=done", "limit=0", "limit=x", "after=nonsense", "created_from=soon", "colour=red"})
    EXPECT_EQ(get(std::string("/jobs?") + query).status, 400) << query;
  EXPECT_THAT(get("/jobs?state=complet").body, HasSubstr("Did you mean 'complete'?"));
}

TEST_F(JobsHttpTest, TheListKnowsTimesAndAnalyses) {
  end_of(submitted("/analyze/geography"));
  EXPECT_FALSE(json::parse(get("/jobs?analysis=geography&created_from=2020-01-01").body)["jobs"].empty());
  EXPECT_TRUE(json::parse(get("/jobs?created_to=2020-01-01T00:00:00Z").body)["jobs"].empty());
  EXPECT_TRUE(json::parse(get("/jobs?dataset=another").body)["jobs"].empty());
}

TEST_F(JobsHttpTest, AnUnchangedResultIsNotSentAgain) {
  const auto id = submitted("/analyze/sector");
  const auto etag = get("/results/" + id + "?wait=30").header("etag");
  const auto again = get("/results/" + id, {{"If-None-Match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
  EXPECT_EQ(again.header("etag"), etag);
  EXPECT_EQ(get("/results/" + id, {{"If-None-Match", "\"another\""}}).status, 200);
}

TEST_F(JobsHttpTest, AResultCanBeSaved) {
  const auto id = submitted("/analyze/sector?format=csv");
  get("/results/" + id + "?wait=30");
  EXPECT_EQ(get("/results/" + id + "?download").header("content-disposition"),
            "attachment; filename=\"" + id + ".csv\"");
  EXPECT_EQ(get("/results/" + id).header("content-disposition"), "");
}

TEST_F(JobsHttpTest, ADeletedJobIsGoneWithItsResult) {
  const auto id = submitted("/analyze/sector");
  const auto etag = get("/results/" + id + "?wait=30").header("etag");
  EXPECT_EQ(api_->request("DELETE", "/jobs/" + id).status, 200);
  EXPECT_EQ(get("/jobs/" + id).status, 404);
  EXPECT_EQ(get("/results/" + id, {{"If-None-Match", etag}}).status, 404);
}

TEST_F(JobsHttpTest, ALostResultIsSaidToBeLost) {
  const auto id = submitted("/analyze/sector");
  end_of(id);
  api_->redis().ask("EVAL \"redis.call('SELECT',3);return redis.call('DEL','results:" + id + "')\" 0");
  const auto answer = get("/results/" + id);
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("result-lost"));
}

TEST_F(JobsHttpTest, TheEventStreamEndsWithTheJob) {
  const auto id = submitted("/analyze/timeline");
  const auto stream = get("/jobs/" + id + "/events");
  EXPECT_EQ(stream.header("content-type"), "text/event-stream");
  EXPECT_THAT(stream.body, HasSubstr("event: state\ndata: {"));
  EXPECT_THAT(stream.body, HasSubstr("\"status\":\"complete\""));
  const auto at = stream.body.rfind("id: ") + 4;
  const auto last = stream.body.substr(at, stream.body.find('\n', at) - at);
  EXPECT_EQ(get("/jobs/" + id + "/events", {{"Last-Event-ID", last}}).status, 204);
}

TEST_F(JobsHttpTest, FromPostToPictureTakesLittle) {
  std::vector<double> millis;
  for (int job = 0; job < 21; ++job) {
    const auto begun = SteadyClock::now();
    ASSERT_EQ(get("/results/" + submitted("/analyze/timeline") + "?wait=30").status, 200);
    millis.push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count());
  }
  std::ranges::nth_element(millis, millis.begin() + 10);
  std::printf("POST /analyze to its picture, median of 21: %.1f ms\n", millis[10]);
  EXPECT_LT(millis[10], static_cast<double>(ExecutorUnderTest::kLongestWay.count()));
}

}  // namespace
}  // namespace perigee::api
