// The address as a chart, through the real API with a real Redis, and beside the real runner.
#include <gmock/gmock.h>

#include <set>
#include <thread>
#include <vector>

#include "tests/api/jobs_api.h"

namespace perigee::api {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class ChartsHttpTest : public JobsApiTest {
 protected:
  static void SetUpTestSuite() {
    start({});
    if (!api_) return;
    EXPECT_EQ(post("/data").status, 201);
  }
};

TEST_F(ChartsHttpTest, EachSuffixIsAFormat) {
  const auto begins = [](const std::string& target, const std::string& type, const std::string& bytes) {
    const auto answer = get(target);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.header("content-type"), type);
    EXPECT_THAT(answer.body, StartsWith(bytes));
  };
  begins("/charts/timeline.png", "image/png", "\x89PNG\r\n");
  begins("/charts/timeline.svg", "image/svg+xml", "<svg ");
  begins("/charts/timeline.json", "application/json", R"({"title":)");
  begins("/charts/timeline.csv", "text/csv; charset=utf-8", "year,");
}

TEST_F(ChartsHttpTest, TheRunnerMakesTheSameBytes) {
  for (const char* format : {"png", "svg", "json", "csv"}) {
    const auto id = submitted("/analyze/timeline", std::string(R"({"to": 2020, "from": 1990, "theme": "dark", )") +
                                                       R"("activeDeadlineSeconds": 60, "format": ")" + format + "\"}");
    const auto job = get("/results/" + id + "?wait=30");
    const auto chart = get(std::string("/charts/timeline.") + format + "?from=1990&to=2020&theme=dark");
    EXPECT_EQ(job.status, 200) << job.body;
    EXPECT_EQ(chart.status, 200) << chart.body;
    EXPECT_TRUE(job.body == chart.body) << format;
  }
}

TEST_F(ChartsHttpTest, EqualChartsHaveOneEtagHoweverTheyAreAskedFor) {
  const std::string etag = get("/charts/timeline.svg?from=1990&theme=light&scale=2").header("etag");
  EXPECT_EQ(get("/charts/timeline.svg?dataset=launches&from=1990").header("etag"), etag);
  EXPECT_EQ(get("/charts/timeline.svg?download&from=1990").header("etag"), etag);
  EXPECT_NE(get("/charts/timeline.svg?from=1991").header("etag"), etag);
  EXPECT_NE(get("/charts/timeline.png?from=1990").header("etag"), etag);
}

TEST_F(ChartsHttpTest, AnUnchangedChartIsNotSentAgain) {
  const auto first = get("/charts/sector.png");
  const auto again = get("/charts/sector.png", {{"If-None-Match", first.header("etag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(again.header("etag"), first.header("etag"));
  EXPECT_EQ(again.header("cache-control"), "public, no-cache");
}

TEST_F(ChartsHttpTest, HeadSaysWhatGetWouldSend) {
  const auto whole = get("/charts/sector.svg");
  testing::HttpClient client(api_->port());
  client.send("HEAD /charts/sector.svg HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto head = client.receive(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), std::to_string(whole.body.size()));
  EXPECT_EQ(head.header("etag"), whole.header("etag"));
}

TEST_F(ChartsHttpTest, WithoutASuffixAcceptDecides) {
  EXPECT_EQ(get("/charts/timeline").header("content-type"), "image/png");
  const auto table = get("/charts/timeline?from=1990", {{"Accept", "text/csv, image/*;q=0.5"}});
  EXPECT_EQ(table.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(table.header("vary"), "Accept");
  EXPECT_EQ(table.header("content-location"), "/charts/timeline.csv?from=1990");
}

TEST_F(ChartsHttpTest, WhatCanNotBeMadeIsRefusedWithTheList) {
  for (const auto& answer : {get("/charts/timeline", {{"Accept", "application/pdf"}}), get("/charts/timeline.pdf")}) {
    EXPECT_EQ(answer.status, 406);
    EXPECT_THAT(answer.body, HasSubstr("image/png, image/svg+xml, application/json and text/csv"));
  }
}

TEST_F(ChartsHttpTest, TheMapOfTheWorldIsSmallEnoughForAPage) {
  const auto map = get("/charts/launch-map.svg?labels=50&title=The+whole+world");
  EXPECT_EQ(map.status, 200);
  EXPECT_LE(map.body.size(), 150u * 1000);
  EXPECT_THAT(map.body, HasSubstr("<title>The whole world</title>"));
}

TEST_F(ChartsHttpTest, ATitleIsAParameterOfEveryChart) {
  for (const auto& analysis : json::parse(get("/analyses").body)["analyses"]) {
    const std::string name = analysis["name"];
    const auto answer = get("/charts/" + name + ".json?title=Mine&dataset=nowhere");
    EXPECT_EQ(answer.status, 404) << name << answer.body;  // the dataset alone is wrong
  }
  EXPECT_EQ(json::parse(get("/charts/sector.json?title=Mine").body)["title"], "Mine");
}

TEST_F(ChartsHttpTest, AMistypedAnalysisIsNamed) {
  const auto answer = get("/charts/timelime.png");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("timeline"));
}

TEST_F(ChartsHttpTest, AChartCanBeSaved) {
  EXPECT_EQ(get("/charts/sector.png?download").header("content-disposition"),
            "attachment; filename=\"launches-sector.png\"");
  EXPECT_EQ(get("/charts/sector.png").header("content-disposition"), "");
}

TEST_F(ChartsHttpTest, ATableNamesWhereItsUnitsAndWordsAre) {
  EXPECT_EQ(get("/charts/sector.csv?period=5").header("link"),
            "</charts/sector.json?period=5>; rel=\"describedby\"; type=\"application/json\"");
}

TEST_F(ChartsHttpTest, EveryProblemOfTheAddressIsListed) {
  const auto answer = get("/charts/timeline.png?width=10&scale=9");
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("/query/width"));
  EXPECT_THAT(answer.body, HasSubstr("/query/scale"));
}

TEST_F(ChartsHttpTest, MorePixelsThanAPictureMayHaveAreRefused) {
  const auto answer = get("/charts/timeline.png?width=4096&height=4096&scale=2");
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("too-many-pixels"));
}

TEST_F(ChartsHttpTest, ADatasetThatIsNotThereIsNamed) {
  const auto answer = get("/charts/timeline.png?dataset=nowhere");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("no-such-dataset"));
  EXPECT_EQ(get("/charts/timeline.png?dataset=No+Name").status, 400);
}

TEST_F(ChartsHttpTest, AMissingColumnIsNamed) {
  api_->request("POST", "/datasets/words", testing::HttpBody{"text/csv", "a,b\nx,y\n"});
  const auto answer = get("/charts/timeline.png?dataset=words");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("missing-column"));
}

TEST_F(ChartsHttpTest, NewRowsAreSeenAtOnce) {
  const auto upload = [](const std::string& rows) {
    const std::string csv = "Company Name,Year,Private or State Run\n" + rows;
    EXPECT_EQ(api_->request("POST", "/datasets/few", testing::HttpBody{"text/csv", csv}).status, 201);
  };
  upload("SpaceX,2019,P\n");
  const auto before = get("/charts/timeline.csv?dataset=few");
  upload("SpaceX,2019,P\nCASC,2019,S\n");
  const auto after = get("/charts/timeline.csv?dataset=few", {{"If-None-Match", before.header("etag")}});
  EXPECT_EQ(after.status, 200);
  EXPECT_NE(after.body, before.body);
  EXPECT_EQ(api_->request("DELETE", "/datasets/few").status, 204);
  EXPECT_EQ(get("/charts/timeline.csv?dataset=few").status, 404);
}

TEST_F(ChartsHttpTest, ALargePictureIsLeftToAJobThatEqualAddressesShare) {
  const std::string target = "/charts/sector.png?width=2000&height=1500&scale=2";
  const auto sent_on = get(target);
  EXPECT_EQ(sent_on.status, 303);
  EXPECT_THAT(sent_on.header("location"), StartsWith("/results/"));
  const auto picture = get(sent_on.header("location"));
  EXPECT_EQ(picture.status, 200) << picture.body;
  EXPECT_THAT(picture.body, StartsWith("\x89PNG"));
  EXPECT_EQ(get(target).header("location"), sent_on.header("location"));
}

TEST_F(ChartsHttpTest, ManyDifferentChartsAtOnceAreDrawnOrToldToComeBack) {
  std::vector<std::jthread> clients;
  std::array<HttpAnswer, 60> answers;
  for (std::size_t i = 0; i < answers.size(); ++i)
    clients.emplace_back([&answers, i] { answers[i] = get("/charts/timeline.png?width=" + std::to_string(700 + i)); });
  clients.clear();
  for (const auto& answer : answers) {
    EXPECT_THAT(answer.status, AnyOf(200, 503));
    EXPECT_EQ(answer.header("retry-after"), answer.status == 503 ? "1" : "");
  }
}

TEST_F(ChartsHttpTest, DrawingAtOnceIsTheSameAsDrawingAlone) {
  std::set<std::string> bodies;
  for (int round = 0; round < 2; ++round) {
    std::vector<std::jthread> clients;
    std::array<HttpAnswer, 8> answers;
    for (std::size_t i = 0; i < answers.size(); ++i)  // a title makes each a chart of its own, and nothing else differs
      clients.emplace_back([&answers, i] { answers[i] = get("/charts/geography.csv?title=" + std::to_string(i)); });
    clients.clear();
    for (const auto& answer : answers) bodies.insert(answer.body);
  }
  EXPECT_EQ(bodies.size(), 1u);
}

// The bounds of rows and data, of an API that allows little.
class ChartBoundsTest : public JobsApiTest {
 protected:
  static void SetUpTestSuite() {
    ApiOptions options;
    options.flags = {"--chart-rows=3", "--chart-threads=1", "--chart-waiting=1"};
    start(options);
    if (!api_) return;
    EXPECT_EQ(post("/data").status, 201);
  }
};

TEST_F(ChartBoundsTest, ALargeDatasetIsLeftToAJob) {
  const auto sent_on = get("/charts/timeline.svg?download");
  EXPECT_EQ(sent_on.status, 303);
  const auto picture = get(sent_on.header("location"));
  EXPECT_EQ(picture.status, 200) << picture.body;
  EXPECT_EQ(picture.header("content-type"), "image/svg+xml");
  EXPECT_THAT(picture.header("content-disposition"), StartsWith("attachment"));
}

TEST_F(ChartBoundsTest, ASmallOneIsNot) {
  const std::string csv = "Company Name,Year,Private or State Run\nSpaceX,2019,P\n";
  EXPECT_EQ(api_->request("POST", "/datasets/few", testing::HttpBody{"text/csv", csv}).status, 201);
  EXPECT_EQ(get("/charts/timeline.svg?dataset=few").status, 200);
}

// Charts left to a runner that does what their title says.
class ChartJobsTest : public JobsApiTest {
 protected:
  static void SetUpTestSuite() {
    ApiOptions options;
    options.runner = PERIGEE_FAKE_RUNNER;
    options.flags = {"--chart-rows=3"};
    start(options);
    if (!api_) return;
    EXPECT_EQ(post("/data").status, 201);
  }

  // Where the chart is sent on to; its job has ended then.
  static std::string location(const std::string& title) {
    const auto answer = get("/charts/timeline.svg?title=" + title);
    EXPECT_EQ(answer.status, 303) << answer.body;
    get(answer.header("location"));
    return answer.header("location");
  }
};

TEST_F(ChartJobsTest, ADoneJobIsHandedOutAgain) { EXPECT_EQ(location("commit"), location("commit")); }

TEST_F(ChartJobsTest, AFailedJobIsNotHandedOutAgain) { EXPECT_NE(location("12"), location("12")); }

}  // namespace
}  // namespace perigee::api
