// The shapes, codes and sentences of the reference system's README, typed as they stand there, and what was added.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "tests/support/api_process.h"

namespace perigee::testing {
namespace {

using nlohmann::json;

class DataRoutes : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (ApiProcess::available()) api_ = std::make_unique<ApiProcess>();
  }
  static void TearDownTestSuite() { api_.reset(); }
  void SetUp() override {
    if (!api_) GTEST_SKIP() << "redis-server or perigee-api is missing";
  }
  static HttpAnswer post(const HttpBody& body, const std::string& target = "/data") {
    return api_->request("POST", target, body);
  }
  static HttpAnswer csv(const std::string& bytes, const std::string& target = "/data") {
    return post({"text/csv", bytes}, target);
  }
  static json rows() { return json::parse(api_->request("GET", "/data").body); }

  static std::unique_ptr<ApiProcess> api_;
};
std::unique_ptr<ApiProcess> DataRoutes::api_;

const std::string kCsv = "Company, Rocket,Year\r\nSpaceX,50.0,2020\r\nRVSN USSR,,1961\r\n=cmd,\"1,160.00\",1969\r\n";

TEST_F(DataRoutes, UploadOfACsvFileAnswersWithTheCount) {
  const HttpAnswer answer = post(multipart_file("space.csv", kCsv));
  ASSERT_EQ(answer.status, 201) << answer.body;
  const json body = json::parse(answer.body);
  EXPECT_EQ(body.at("status"), "success");
  EXPECT_EQ(body.at("count"), 3);
  EXPECT_TRUE(body.at("report").contains("columns"));
}

TEST_F(DataRoutes, AFileThatIsNoCsvIsRefusedInTheOldSentence) {
  const HttpAnswer answer = post(multipart_file("space.txt", kCsv));
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(json::parse(answer.body).at("error"), "CSV file required");
}

TEST_F(DataRoutes, RowsHaveTrimmedNamesNumbersAndNulls) {
  ASSERT_EQ(csv(kCsv).status, 201);
  const json all = rows();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all.at(0).at("Rocket"), 50.0);
  EXPECT_TRUE(all.at(1).at("Rocket").is_null());
  EXPECT_EQ(all.at(1).at("Year"), 1961);
  EXPECT_TRUE(all.at(0).contains("id"));
}

TEST_F(DataRoutes, TheSameFileTwiceIsOneVersion) {
  const json first = json::parse(csv(kCsv).body), second = json::parse(csv(kCsv).body);
  EXPECT_EQ(first.at("version"), second.at("version"));
  EXPECT_EQ(second.at("unchanged"), true);
  EXPECT_EQ(rows().size(), 3u);
}

TEST_F(DataRoutes, JsonIsAppended) {
  csv(kCsv);
  EXPECT_EQ(post({"application/json", R"({"Company": "ULA", "Year": 2019})"}).status, 201);
  EXPECT_EQ(
      post({"application/json", R"([{"Company": "ISRO", "Year": 2018}, {"Company": "JAXA", "Year": 2017}])"}).status,
      201);
  EXPECT_EQ(post({"application/x-ndjson", "{\"Company\": \"CNES\", \"Year\": 2016}\n"}).status, 201);
  EXPECT_EQ(rows().size(), 7u);
}

TEST_F(DataRoutes, ModeOverridesWhatTheFormatDoes) {
  csv(kCsv);
  EXPECT_EQ(csv("Company,Year\nESA,2001\n", "/data?mode=append").status, 201);
  EXPECT_EQ(rows().size(), 4u);
  EXPECT_EQ(post({"application/json", R"([{"Company": "ULA", "Year": 2019}])"}, "/data?mode=replace").status, 201);
  EXPECT_EQ(rows().size(), 1u);
}

TEST_F(DataRoutes, AnEmptyArrayAddsNothing) {
  const HttpAnswer answer = post({"application/json", "[]"});
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(json::parse(answer.body).at("count"), 0);
}

TEST_F(DataRoutes, WhatIsNotDataIsRefusedAndChangesNothing) {
  csv(kCsv);
  EXPECT_EQ(post({"application/json", "{\"a\": "}).status, 400);
  EXPECT_EQ(post({"application/json", "[1, 2]"}).status, 422);
  EXPECT_EQ(post({"application/json", R"({"a": 1, "a": 2})"}).status / 100, 4);
  EXPECT_EQ(post({"application/json", R"({"url": "http://169.254.169.254/"})"}).status, 400);
  EXPECT_EQ(csv("a,b\n").status, 422);
  EXPECT_EQ(csv(std::string("a,b\n1,\0\n", 8)).status / 100, 4);
  EXPECT_EQ(csv("a,b\n\"1,2\n").status / 100, 4);
  EXPECT_EQ(post({"image/png", "x"}).status, 415);
  EXPECT_EQ(rows().size(), 3u);
}

TEST_F(DataRoutes, WhatRealFilesHaveIsAccepted) {
  EXPECT_EQ(csv("\xef\xbb\xbf"
                "a;b\r\n1;2\n3;4")
                .status,
            201);
  EXPECT_EQ(csv("a,b\n\"x\ny\",2\n").status, 201);
  EXPECT_EQ(csv("a,a,\n1,2,\n").status, 201);
}

TEST_F(DataRoutes, ABadUploadSaysLineCodeAndRemedy) {
  const json body = json::parse(csv("a,b\n1,2\n\"x,3\n").body);
  const json& problem = body.at("errors").at(0);
  EXPECT_TRUE(problem.contains("line")) << body;
  EXPECT_FALSE(problem.at("code").get<std::string>().empty());
  EXPECT_FALSE(problem.at("remedy").get<std::string>().empty());
}

TEST_F(DataRoutes, DeleteAnswersInTheOldWords) {
  csv(kCsv);
  const HttpAnswer answer = api_->request("DELETE", "/data");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(answer.body), json({{"status", "all records deleted"}}));
}

TEST_F(DataRoutes, AnEmptyPostSeedsFromTheSampleAndSoDoesAnEmptyRead) {
  const HttpAnswer answer = api_->request("POST", "/data");
  ASSERT_EQ(answer.status, 201) << answer.body;
  const json seeded = json::parse(answer.body);
  EXPECT_GT(seeded.at("count"), 100);
  api_->request("DELETE", "/data");
  EXPECT_EQ(rows().size(), seeded.at("count").get<std::size_t>());
  const json manifest = json::parse(api_->request("GET", "/datasets/launches").body);
  EXPECT_NE(manifest.at("source").get<std::string>().find("synthetic"), std::string::npos);
}

TEST_F(DataRoutes, PagesNameTheNextOne) {
  csv(kCsv);
  const HttpAnswer first = api_->request("GET", "/data?limit=2");
  EXPECT_EQ(json::parse(first.body).size(), 2u);
  const std::string link = first.header("link");
  const HttpAnswer second = api_->request("GET", link.substr(1, link.find('>') - 1));
  EXPECT_EQ(json::parse(second.body).at(0).at("Year"), 1969);
  EXPECT_EQ(second.header("link"), "");
}

TEST_F(DataRoutes, FiltersKeepTheRowsThatFit) {
  csv(kCsv);
  EXPECT_EQ(json::parse(api_->request("GET", "/data?filter=Year%3E%3D1969").body).size(), 2u);
  EXPECT_EQ(api_->request("GET", "/data?filter=Yaer%3D1969").status, 400);
  EXPECT_EQ(api_->request("GET", "/data?filter=nonsense").status, 400);
  EXPECT_EQ(api_->request("GET", "/data?limit=0").status, 400);
}

TEST_F(DataRoutes, CsvIsNeutralisedAndNdjsonIsOneRowALine) {
  csv(kCsv);
  const HttpAnswer table = api_->request("GET", "/datasets/launches/rows", std::nullopt, {{"Accept", "text/csv"}});
  EXPECT_EQ(table.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_NE(table.body.find("\"'=cmd\""), std::string::npos) << table.body;
  const HttpAnswer lines = api_->request("GET", "/datasets/launches/rows?format=ndjson");
  EXPECT_EQ(std::ranges::count(lines.body, '\n'), 3);
  EXPECT_EQ(api_->request("GET", "/data", std::nullopt, {{"Accept", "image/png"}}).status, 406);
}

TEST_F(DataRoutes, AnUnchangedDatasetIsNotSentTwice) {
  csv(kCsv);
  const std::string etag = api_->request("GET", "/data").header("etag");
  EXPECT_EQ(api_->request("GET", "/data", std::nullopt, {{"If-None-Match", etag}}).status, 304);
  csv("a,b\n1,2\n");
  EXPECT_EQ(api_->request("GET", "/data", std::nullopt, {{"If-None-Match", etag}}).status, 200);
}

TEST_F(DataRoutes, NamedDatasetsStandBesideTheDefaultOne) {
  ASSERT_EQ(csv("x,y\n1,2\n3,4\n", "/datasets/points").status, 201);
  const json manifest = json::parse(api_->request("GET", "/datasets/points").body);
  EXPECT_EQ(manifest.at("rows"), 2);
  EXPECT_EQ(manifest.at("columns").at(0).at("name"), "x");
  EXPECT_EQ(json::parse(api_->request("GET", "/datasets/points/rows").body).at("total"), 2);
  EXPECT_NE(api_->request("GET", "/datasets").body.find("\"points\""), std::string::npos);
  EXPECT_EQ(api_->request("DELETE", "/datasets/points").status, 204);
  EXPECT_EQ(api_->request("GET", "/datasets/points").status, 404);
  EXPECT_EQ(api_->request("DELETE", "/datasets/points").status, 404);
  EXPECT_EQ(csv("x\n1\n", "/datasets/No_Name").status, 400);
}

TEST_F(DataRoutes, AChunkedUploadIsReadToItsEnd) {
  HttpClient client(api_->port());
  client.send(
      "POST /datasets/chunks HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int row = 0; row < 2000; ++row) {
    const std::string line = row == 0 ? "a,b\n" : std::to_string(row) + ",x\n";
    std::ostringstream size;
    size << std::hex << line.size();
    client.send(size.str() + "\r\n" + line + "\r\n");
  }
  client.send("0\r\n\r\n");
  EXPECT_EQ(json::parse(client.receive().body).at("count"), 1999);
}

TEST_F(DataRoutes, AnUploadThatBreaksOffChangesNothing) {
  csv(kCsv);
  {
    HttpClient client(api_->port());
    client.send("POST /data HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nContent-Length: 1000\r\n\r\na,b\n1,2\n");
  }
  EXPECT_EQ(rows().size(), 3u);
}

TEST_F(DataRoutes, OfTwoUploadsAtOnceOneWinsWhole) {
  const auto file = [](char company, int count) {
    std::string text = "Company,Year\n";
    for (int i = 0; i < count; ++i) text += std::string(1, company) + "," + std::to_string(1957 + i % 60) + "\n";
    return text;
  };
  std::thread one([&] { csv(file('A', 5000)); });
  std::thread two([&] { csv(file('B', 7000)); });
  one.join(), two.join();
  const json all = rows();
  const std::string winner = all.at(0).at("Company");
  EXPECT_EQ(all.size(), winner == "A" ? 5000u : 7000u);
  for (const json& row : all) ASSERT_EQ(row.at("Company"), winner);
}

TEST(UploadLimit, AFileBeyondItIsA413) {
  if (!ApiProcess::available()) GTEST_SKIP() << "redis-server or perigee-api is missing";
  ApiOptions options;
  options.flags = {"--max-upload", "64KiB"};
  const ApiProcess api(options);
  const std::string large = "a,b\n" + std::string(100'000, '1') + "\n";
  EXPECT_EQ(api.request("POST", "/data", HttpBody{"text/csv", large}).status, 413);
  EXPECT_EQ(api.request("POST", "/data", multipart_file("a.csv", large)).status, 413);
}

TEST(Seed, ComesFromTheFileThatIsNamed) {
  if (!ApiProcess::available()) GTEST_SKIP() << "redis-server or perigee-api is missing";
  ApiOptions options;
  options.environment = {"PERIGEE_SEED_CSV=" PERIGEE_SOURCE_DIR "/samples/launches.csv"};
  const ApiProcess api(options);
  EXPECT_EQ(api.request("POST", "/data").status, 201);
  EXPECT_EQ(json::parse(api.request("GET", "/datasets/launches").body).at("source"), "launches.csv");
}

TEST(Seed, CanBeSwitchedOffForReads) {
  if (!ApiProcess::available()) GTEST_SKIP() << "redis-server or perigee-api is missing";
  ApiOptions options;
  options.environment = {"PERIGEE_SEED_ON_READ=false"};
  EXPECT_EQ(ApiProcess(options).request("GET", "/data").body, "[]\n");
}

}  // namespace
}  // namespace perigee::testing
