// The missions API: every request of its README as it stands there, below /missions and at the root, and what its
// clients rely on beside.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "tests/api/jobs_api.h"

namespace perigee::api {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kMissions[] =
    "Sno,Organisation,Location,Date,Detail,Rocket_Status,Price,Mission_Status\n"
    "0,SpaceX,\"LC-39A, Kennedy Space Center, Florida, USA\",\"Fri Aug 07, 2020 05:12 UTC\",Falcon 9 | "
    "Starlink,StatusActive,50.0,Success\n"
    "1,i-Space,\"Site 95, Jiuquan Satellite Launch Center, China\",\"Thu Jul 25, 2019 05:00 UTC\",Hyperbola-1 | Flying "
    "Pig,StatusActive,,Success\n"
    "2,NASA,\"LC-39A, Kennedy Space Center, Florida, USA\",\"Mon May 14, 1973 17:30 UTC\",Saturn V | "
    "Skylab,StatusRetired,\"1,160.0\",Success\n"
    "3,SpaceX,\"LC-39A, Kennedy Space Center, Florida, USA\",\"Sat May 30, 2020 19:22 UTC\",Falcon 9 | "
    "Demo-2,StatusActive,50.0,Success\n";

// "Here is the job ID: <jid>" at the end of the text.
std::string id_in(const HttpAnswer& answer) {
  const auto at = answer.body.find("job ID: ");
  return at == std::string::npos ? "" : answer.body.substr(at + 8, answer.body.size() - at - 9);
}

// Both addresses of the API: an own prefix, and the root where the setting says so.
class MissionsHttp : public JobsApiTest, public ::testing::WithParamInterface<std::string> {
 protected:
  static void SetUpTestSuite() {
    file_ = std::string(::testing::TempDir()) + "missions-" + std::to_string(::getpid()) + ".csv";
    std::ofstream(file_) << kMissions;
    ApiOptions options;
    options.environment = {"PERIGEE_COMPAT=missions", "PERIGEE_MISSIONS_CSV=" + file_};
    start(options);
  }
  static void TearDownTestSuite() {
    JobsApiTest::TearDownTestSuite();
    std::remove(file_.c_str());
  }

  static HttpAnswer call(const std::string& method, const std::string& target, const HttpHeaders& headers = {}) {
    return api_->request(method, GetParam() + target, std::nullopt, headers);
  }
  static void load() { EXPECT_EQ(call("POST", "/data").status, 200); }

  // What becomes of a route that is asked for.
  static HttpAnswer result_of(const std::string& route) {
    const std::string id = id_in(call("POST", "/jobs/" + route));
    for (int tries = 0; tries < 300; ++tries) {
      const auto answer = call("GET", "/jobs/" + id);
      if (answer.status != 202) return answer;
      std::this_thread::sleep_for(50ms);
    }
    return {};
  }
  static std::string status_of(const std::string& id) {
    for (const auto& job : json::parse(call("GET", "/jobs").body))
      if (job["id"] == id) return job["status"];
    return "none";
  }

  static inline std::string file_;
};

INSTANTIATE_TEST_SUITE_P(At, MissionsHttp, ::testing::Values("", "/missions"),
                         [](const auto& one) { return one.param.empty() ? "TheRoot" : "ItsPrefix"; });

TEST_P(MissionsHttp, TheReadmesRequestsAnswerAsItSays) {
  EXPECT_EQ(call("POST", "/data").body, "Successfully loaded in the dictionary.\n");
  EXPECT_TRUE(json::parse(call("GET", "/jobs").body).is_array());
  EXPECT_THAT(call("POST", "/help").body, HasSubstr("total_cost_by_org-<ORGNAME>"));
  EXPECT_EQ(call("POST", "/help").body, call("GET", "/help").body);
  const auto queued = call("POST", "/jobs/'get_orgs'");
  EXPECT_EQ(queued.status, 200);
  const std::string id = id_in(queued);
  EXPECT_EQ(
      queued.body,
      "Successfully queued a job! \nTo view the status of the job, curl /jobs.\nHere is the job ID: " + id + "\n");
  EXPECT_EQ(json::parse(call("GET", "/jobs/'" + id + "'").body), json({"NASA", "SpaceX", "i-Space"}));
  EXPECT_EQ(call("DELETE", "/jobs/clear").body, "Successfully cleared the jobs list!\n");
  EXPECT_EQ(call("GET", "/jobs").body, "[]\n");
  EXPECT_EQ(call("DELETE", "/data").body, "Successfully deleted all the data from the dictionary!\n");
}

TEST_P(MissionsHttp, EveryRouteOfTheReadmeHasItsResult) {
  load();
  EXPECT_EQ(json::parse(result_of("'get_rockets_by_org-SpaceX'").body), json({"Falcon 9", "Falcon 9"}));
  EXPECT_EQ(result_of("'total_cost_by_org-SpaceX'").body, "100.0\n");
  EXPECT_EQ(json::parse(result_of("'list_all_active_rockets'").body), json({"Falcon 9", "Hyperbola-1"}));
  EXPECT_EQ(json::parse(result_of("'get_orgs'").body), json({"NASA", "SpaceX", "i-Space"}));
  const auto rows = json::parse(result_of("'data'").body);
  ASSERT_EQ(rows["launches"].size(), 4u);
  EXPECT_EQ(rows["launches"][0]["Organisation"], "SpaceX");
  EXPECT_FALSE(rows["launches"][0].contains("id"));
  EXPECT_THAT(json::parse(result_of("'map_of_launches'").body).get<std::string>(), StartsWith("<svg "));
}

TEST_P(MissionsHttp, OrganisationsWithHyphensAndPricesWithCommasAreRead) {
  load();
  EXPECT_EQ(json::parse(result_of("get_rockets_by_org-i-Space").body), json({"Hyperbola-1"}));
  EXPECT_EQ(result_of("total_cost_by_org-nasa").body, "1160.0\n");
}

TEST_P(MissionsHttp, DataAreShownInTheStoredShape) {
  load();
  const auto answer = call("GET", "/data");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(answer.body)["launches"].size(), 4u);
}

TEST_P(MissionsHttp, AnUnknownRouteIsQueuedAndEndsIncompleted) {
  load();
  const std::string id = id_in(call("POST", "/jobs/map-of-launches"));
  EXPECT_EQ(call("GET", "/jobs/" + id).body, "\"Could not parse a proper function from the route provided.\"\n");
  EXPECT_EQ(status_of(id), "incompleted");
  EXPECT_EQ(call("POST", "/jobs/" + std::string(201, 'x')).status, 400);
}

TEST_P(MissionsHttp, WithoutDataJobsSaySo) {
  call("DELETE", "/data");
  for (const char* route : {"get_orgs", "data", "map_of_launches"})
    EXPECT_EQ(result_of(route).body, "\"The data does not exist, make sure to POST the data!\"\n") << route;
  EXPECT_EQ(call("GET", "/data").status, 404);
}

TEST_P(MissionsHttp, WhatWasAnsweredStaysWhenTheDataGo) {
  load();
  const std::string id = id_in(call("POST", "/jobs/get_orgs"));
  call("DELETE", "/data");
  EXPECT_EQ(json::parse(call("GET", "/jobs/" + id).body).size(), 3u);
  EXPECT_EQ(status_of(id), "completed");
}

TEST_P(MissionsHttp, AnInvalidIdIsRefusedInItsWords) {
  const auto answer = call("GET", "/jobs/nobody");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, GetParam().empty() ? HasSubstr("Job not found")
                                              : HasSubstr("The job ID is invalid, please try again.\n"));
}

TEST_P(MissionsHttp, WhoPrefersJsonGetsTheJob) {
  load();
  const auto answer = call("POST", "/jobs/get_orgs", {{"Accept", "application/json"}});
  EXPECT_EQ(answer.status, 202);
  const auto job = json::parse(answer.body);
  EXPECT_EQ(job["route"], "get_orgs");
  EXPECT_EQ(job["status"], "completed");
  EXPECT_EQ(answer.header("location"), GetParam() + "/jobs/" + job["id"].get<std::string>());
}

TEST_P(MissionsHttp, MissionsAndLaunchesAreTwoDatasets) {
  const auto rows_of = [](const std::string& name) -> json {
    const auto answer = get("/datasets/" + name);
    return answer.status == 200 ? json::parse(answer.body)["rows"] : json();
  };
  EXPECT_EQ(api_->request("POST", "/space/data").status, 201);
  const json launches = rows_of("launches");
  load();
  EXPECT_EQ(rows_of("missions"), 4);
  EXPECT_EQ(rows_of("launches"), launches);
  EXPECT_EQ(api_->request("POST", "/space/data", HttpBody{"text/csv", "Company Name,Year\nSpaceX,2020\n"}).status, 201);
  EXPECT_EQ(rows_of("missions"), 4);
  call("DELETE", "/data");
  EXPECT_EQ(rows_of("missions"), nullptr);
  EXPECT_EQ(rows_of("launches"), 1);
  load();
  EXPECT_EQ(api_->request("DELETE", "/space/data").status, 200);
  EXPECT_EQ(rows_of("missions"), 4);
  EXPECT_EQ(rows_of("launches"), nullptr);
}

class MissionsAtTheRoot : public JobsApiTest {
 protected:
  static void SetUpTestSuite() {
    ApiOptions options;
    options.environment = {"PERIGEE_COMPAT=missions"};
    start(options);
  }
};

TEST_F(MissionsAtTheRoot, PerigeesOwnJobsAreStillFound) {
  EXPECT_EQ(api_->request("POST", "/space/data").status, 201);
  const auto accepted = post("/space/analyze/timeline");
  EXPECT_EQ(accepted.status, 202);
  const auto ended = json::parse(get(accepted.header("location") + "?wait=30").body);
  EXPECT_EQ(ended["status"], "complete");
}

TEST_F(MissionsAtTheRoot, TheSampleIsLoadedWhereNoFileIsNamed) {
  EXPECT_EQ(post("/data").body, "Successfully loaded in the dictionary.\n");
  EXPECT_GT(json::parse(get("/data").body)["launches"].size(), 100u);
}

class MissionsMissing : public JobsApiTest {
 protected:
  static void SetUpTestSuite() {
    ApiOptions options;
    options.environment = {"PERIGEE_MISSIONS_CSV=/nowhere/missions.csv"};
    start(options);
  }
};

TEST_F(MissionsMissing, AFileThatIsNotThereIsNamed) {
  const auto answer = post("/missions/data");
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.body, HasSubstr("/nowhere/missions.csv"));
}

TEST_F(MissionsMissing, ABodyIsLoadedInPlaceOfTheFile) {
  const auto answer = api_->request("POST", "/missions/data", HttpBody{"text/csv", kMissions});
  EXPECT_EQ(answer.body, "Successfully loaded in the dictionary.\n");
  EXPECT_EQ(json::parse(get("/missions/data").body)["launches"].size(), 4u);
}

TEST_F(MissionsMissing, AtTheRootNothingHasChanged) {
  EXPECT_EQ(post("/jobs/get_orgs").status, 405);
  EXPECT_TRUE(json::parse(get("/jobs").body).is_object());
}

}  // namespace
}  // namespace perigee::api
