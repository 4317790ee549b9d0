// The cancer API: every request of its README as it stands there, at the root and below /cancer, and the routes that
// its program has beside.
#include <gmock/gmock.h>

#include <fstream>

#include "tests/api/jobs_api.h"

namespace perigee::api {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kPng[] = "\x89PNG\r\n";

// Twelve patients with a few features, some without a texture.
std::string patients() {
  json rows = json::array();
  for (int id = 1; id <= 12; ++id) {
    json row = {{"PatientID", id},
                {"diagnosis", id % 3 == 0 ? "M" : "B"},
                {"radius_mean", 9.5 + id},
                {"texture_mean", 14.25 + 2 * (id % 5)},
                {"perimeter_mean", 60.5 + 6 * id}};
    if (id == 12) row["texture_mean"] = nullptr;
    row["only_odd"] = id % 2 == 1 ? json(id + 0.5) : json();
    row["only_even"] = id % 2 == 0 ? json(id + 0.5) : json();
    rows.push_back(std::move(row));
  }
  return rows.dump();
}

// At the root of an API that is told so, and below the prefix.
class CancerHttp : public JobsApiTest, public ::testing::WithParamInterface<std::string> {
 protected:
  static void SetUpTestSuite() {
    ApiOptions options;
    options.environment = {"PERIGEE_COMPAT=cancer", "PERIGEE_KAGGLE_URL=http://127.0.0.1:9"};
    start(options);
  }
  void SetUp() override {
    JobsApiTest::SetUp();
    if (api_) upload(patients());
  }

  static HttpAnswer call(const std::string& method, const std::string& target, const std::string& body = "",
                         const HttpHeaders& headers = {}) {
    return api_->request(method, GetParam() + target, body.empty() ? std::nullopt : std::optional(json_body(body)),
                         headers);
  }
  static void upload(const std::string& rows) {
    const auto answer = call("POST", "/data", rows);
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  // Whether an analysis takes a patient's values: without one there is no such route.
  static bool has_submit() { return json::parse(get("/openapi.json").body)["paths"].contains("/submit"); }
  static std::string accepted(const std::string& target, const std::string& body) {
    const auto answer = call("POST", target, body);
    EXPECT_EQ(answer.status, 202) << answer.body;
    return answer.status == 202 ? json::parse(answer.body)["job_id"].get<std::string>() : "";
  }
};

INSTANTIATE_TEST_SUITE_P(At, CancerHttp, ::testing::Values("", "/cancer"),
                         [](const auto& one) { return one.param.empty() ? "TheRoot" : "ItsPrefix"; });

TEST_P(CancerHttp, TheReadmesRequestsForAPatientAnswerAsItSays) {
  if (!has_submit()) GTEST_SKIP() << "no analysis of this build takes a patient's values";
  const auto submitted =
      call("POST", "/submit", R"({"radius_mean": 14.5, "texture_mean": 20.0, "perimeter_mean": 95.0})");
  EXPECT_EQ(submitted.status, 202) << submitted.body;
  const std::string id = json::parse(submitted.body)["job_id"];
  EXPECT_EQ(json::parse(submitted.body).size(), 1u);
  const auto status = json::parse(call("GET", "/status/" + id).body);
  EXPECT_EQ(status.size(), 1u);
  EXPECT_THAT(status["status"], AnyOf("queued", "in-progress", "complete"));
  EXPECT_EQ(call("GET", "/status/" + id + "?wait=30").body, "{\"status\": \"complete\"}\n");
  EXPECT_THAT(call("GET", "/result/" + id).body, StartsWith(kPng));
  const auto named = call("GET", "/result/" + id, "", {{"Accept", "application/json"}});
  EXPECT_EQ(json::parse(named.body), json({{"result", "tumor_plot.png"}, {"url", "/results/" + id}}));
}

TEST_P(CancerHttp, TheReadmesGraphsAreDrawn) {
  for (const char* target : {"/graph/histogram", "/graph/histogram?feature=radius_mean&bins=15",
                             "/graph/scatter?x=radius_mean&y=texture_mean"}) {
    const auto answer = call("GET", target);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.header("content-type"), "image/png");
    EXPECT_THAT(answer.body, StartsWith(kPng));
  }
}

TEST_P(CancerHttp, AGraphComesInOtherFormatsToo) {
  EXPECT_THAT(call("GET", "/graph/histogram", "", {{"Accept", "image/svg+xml"}}).body, StartsWith("<svg "));
  const auto table = json::parse(call("GET", "/graph/histogram?format=json").body);
  EXPECT_EQ(table["rows"].size() % 10, 0u);  // ten bins, by group
  EXPECT_EQ(call("GET", "/graph/histogram", "", {{"Accept", "application/pdf"}}).status, 406);
}

TEST_P(CancerHttp, AGraphHasTheAddressOfItsChart) {
  const auto answer = call("GET", "/graph/scatter?x=radius_mean&y=texture_mean&format=csv");
  EXPECT_EQ(answer.header("content-location"), "/charts/scatter.csv?dataset=cancer&x=radius_mean&y=texture_mean");
  EXPECT_EQ(get(answer.header("content-location")).body, answer.body);
}

TEST_P(CancerHttp, WhatAGraphCanNotDrawIsRefused) {
  EXPECT_EQ(call("GET", "/graph/histogram?bins=many").status, 400);
  EXPECT_EQ(call("GET", "/graph/histogram?bins=0").status, 400);
  EXPECT_EQ(call("GET", "/graph/histogram?bins=1001").status, 400);
  EXPECT_EQ(call("GET", "/graph/scatter?x=radius_mean").status, 400);
  const auto unknown = call("GET", "/graph/histogram?feature=radius");
  EXPECT_EQ(unknown.status, 400);
  EXPECT_THAT(unknown.body, HasSubstr("radius_mean"));
  EXPECT_EQ(call("GET", "/graph/histogram?feature=diagnosis").status, 400);
  const auto apart = call("GET", "/graph/scatter?x=only_odd&y=only_even");
  EXPECT_EQ(apart.status, 422);
  EXPECT_EQ(json::parse(apart.body)["error"], "No valid points to plot.");
}

TEST_P(CancerHttp, APatientWithoutUsableFeaturesIsRefused) {
  if (!has_submit()) GTEST_SKIP() << "no analysis of this build takes a patient's values";
  EXPECT_EQ(call("POST", "/submit").status, 400);
  EXPECT_EQ(call("POST", "/submit", "{}").status, 400);
  EXPECT_EQ(call("POST", "/submit", "[1]").status, 400);
  EXPECT_EQ(call("POST", "/submit", "{\"radius_mean\": ").status, 400);
  EXPECT_THAT(call("POST", "/submit", R"({"radius_mean": "large"})").body, HasSubstr("'radius_mean' is not a number"));
  const auto unknown = call("POST", "/submit", R"({"height": 180})");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_THAT(unknown.body, HasSubstr("height"));
}

TEST_P(CancerHttp, UnknownJobsAreRefusedInItsWords) {
  EXPECT_EQ(call("GET", "/status/nobody").status, 404);
  EXPECT_EQ(json::parse(call("GET", "/status/nobody").body)["error"], "Job not found.");
  EXPECT_EQ(call("GET", "/result/nobody").status, 404);
  EXPECT_EQ(json::parse(call("GET", "/result/nobody").body)["error"], "Result not ready.");
  EXPECT_EQ(json::parse(call("GET", "/job/nobody").body)["error"], "Job not found.");
}

TEST_P(CancerHttp, AJobOfTwoFieldsHasTheProgramsWords) {
  const auto made = call("POST", "/job", R"({"x_field": "radius_mean", "y_field": "texture_mean"})");
  EXPECT_EQ(made.status, 202) << made.body;
  EXPECT_EQ(json::parse(made.body)["status"], "queued");
  const std::string id = json::parse(made.body)["job_id"];
  EXPECT_EQ(json::parse(call("GET", "/job/" + id + "?wait=30").body), json({{"job_id", id}, {"status", "completed"}}));
  EXPECT_THAT(call("GET", "/result/" + id).body, StartsWith(kPng));
  const auto missing = call("POST", "/job", R"({"x_field": "radius_mean"})");
  EXPECT_EQ(missing.status, 400);
  EXPECT_EQ(json::parse(missing.body)["error"], "Need 'x_field' and 'y_field'.");
}

TEST_P(CancerHttp, AJobWithoutDataFailsWithAReason) {
  call("DELETE", "/data");
  const std::string id = accepted("/job", R"({"x_field": "radius_mean", "y_field": "texture_mean"})");
  EXPECT_THAT(json::parse(call("GET", "/job/" + id + "?wait=30").body)["status"].get<std::string>(),
              StartsWith("failed: "));
  EXPECT_EQ(call("GET", "/status/" + id).body, "{\"status\": \"failed\"}\n");
  EXPECT_EQ(call("GET", "/result/" + id).status, 404);
}

TEST_P(CancerHttp, RecordsAreReplacedReadAndDeleted) {
  EXPECT_EQ(call("POST", "/data", patients()).body, "{\"message\": \"Uploaded 12 records.\"}\n");
  const auto rows = json::parse(call("GET", "/data").body);
  ASSERT_EQ(rows.size(), 12u);
  EXPECT_EQ(rows[0]["PatientID"], 1);
  EXPECT_FALSE(rows[0].contains("id"));
  EXPECT_EQ(call("DELETE", "/data").body, "{\"message\": \"Dataset deleted.\"}\n");
  for (const char* target : {"/data", "/data/1", "/graph/histogram"}) {
    const auto answer = call("GET", target);
    EXPECT_EQ(answer.status, 404) << target;
    EXPECT_EQ(json::parse(answer.body)["error"], "No dataset loaded.") << target;
  }
}

TEST_P(CancerHttp, ARecordIsFoundByItsPatient) {
  EXPECT_EQ(json::parse(call("GET", "/data/7").body)["radius_mean"], 16.5);
  EXPECT_EQ(json::parse(call("GET", "/data/13").body)["error"], "Record not found.");
}

TEST_P(CancerHttp, OnlyAListOfRecordsIsTaken) {
  for (const char* body : {"{\"PatientID\": 1}", "7", "  "}) {
    const auto answer = call("POST", "/data", body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_EQ(json::parse(answer.body)["error"], "Expected JSON list of records.") << body;
  }
}

TEST_P(CancerHttp, LoadingNamesWhatWasLoadedOrWhyNot) {
  EXPECT_THAT(call("POST", "/data/load").body, StartsWith("{\"message\": \"Loaded "));
  const auto failed =
      call("POST", "/data/load", R"({"dataset": "preetigupta004/cancer-issue", "file": "cancer issue.csv"})");
  EXPECT_EQ(failed.status, 502);
  EXPECT_THAT(json::parse(failed.body)["error"].get<std::string>(), StartsWith("Download failed: "));
  EXPECT_EQ(call("POST", "/data/load", R"({"dataset": "../etc", "file": "passwd"})").status, 400);
}

TEST_P(CancerHttp, ABackupIsBegunOnce) {
  const auto answer = call("POST", "/admin/backup");
  EXPECT_THAT(answer.status, AnyOf(202, 409));
}

class CancerElsewhere : public JobsApiTest {
 protected:
  static void SetUpTestSuite() { start({}); }
};

TEST_F(CancerElsewhere, WhatHasNoOtherMeaningStandsAtTheRootAnyway) {
  api_->request("POST", "/cancer/data", json_body(patients()));
  EXPECT_EQ(get("/graph/histogram").status, 200);
  EXPECT_EQ(get("/status/nobody").status, 404);
  EXPECT_TRUE(json::parse(post("/data").body).contains("count"));  // of the launches
}

}  // namespace
}  // namespace perigee::api
