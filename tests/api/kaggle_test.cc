#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/api/loopback_server.h"
#include "tests/api/zip_file.h"
#include "tests/support/api_process.h"

namespace perigee::testing {
namespace {

const std::string kCsv = "Company Name,Year\nSpaceX,2020\nULA,2019\n";

ApiOptions against(const LoopbackServer& kaggle, std::vector<std::string> environment = {"PERIGEE_SEED=kaggle"}) {
  ApiOptions options;
  options.environment = std::move(environment);
  options.environment.push_back("PERIGEE_KAGGLE_URL=" + kaggle.url());
  return options;
}

class Kaggle : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!ApiProcess::available()) GTEST_SKIP() << "redis-server or perigee-api is missing";
  }
};

TEST_F(Kaggle, SeedsAnonymouslyFromTheArchiveBehindTheRedirect) {
  const LoopbackServer store([](const std::string&) { return http_file(zip({{"data/launches.csv", kCsv}})); });
  const LoopbackServer kaggle([&](const std::string&) { return http_redirect(store.url() + "/signed"); });
  const ApiProcess api(against(kaggle));
  const HttpAnswer answer = api.request("POST", "/data");
  EXPECT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(nlohmann::json::parse(answer.body).at("count"), 2);
  EXPECT_TRUE(
      kaggle.heads().at(0).starts_with("GET /api/v1/datasets/download/davidroberts13/one-small-step-for-data "));
  EXPECT_EQ(kaggle.heads().at(0).find("Authorization"), std::string::npos);
}

TEST_F(Kaggle, SendsTheKeyToKaggleAloneAndNowhereElse) {
  const LoopbackServer store([](const std::string&) { return http_file(zip({{"launches.csv", kCsv}})); });
  const LoopbackServer kaggle([&](const std::string&) { return http_redirect(store.url()); });
  const ApiProcess api(against(kaggle, {"KAGGLE_USERNAME=me", "KAGGLE_KEY=canary-key"}));
  EXPECT_EQ(api.request("POST", "/data").status, 201);
  EXPECT_NE(kaggle.heads().at(0).find("Authorization: Basic bWU6Y2FuYXJ5LWtleQ=="), std::string::npos);
  EXPECT_EQ(store.heads().at(0).find("Authorization"), std::string::npos);
  EXPECT_EQ(api.log().find("canary-key"), std::string::npos);
}

TEST_F(Kaggle, PrefersTheTokenToTheKey) {
  const LoopbackServer kaggle([](const std::string&) { return http_file(kCsv); });
  const ApiProcess api(against(kaggle, {"KAGGLE_USERNAME=me", "KAGGLE_KEY=key", "KAGGLE_API_TOKEN=canary-token"}));
  EXPECT_EQ(api.request("POST", "/data").status, 201);
  EXPECT_NE(kaggle.heads().at(0).find("Authorization: Bearer canary-token"), std::string::npos);
}

TEST_F(Kaggle, AFailedDownloadIsA502AndNeverTheSample) {
  const LoopbackServer kaggle([](const std::string&) { return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"; });
  const ApiProcess api(against(kaggle));
  EXPECT_EQ(api.request("POST", "/data").status, 502);
  EXPECT_EQ(api.request("GET", "/data").status, 502);
  EXPECT_EQ(api.request("GET", "/datasets/launches").status, 404);
}

TEST_F(Kaggle, ADamagedArchiveOrABombIsA502) {
  const LoopbackServer kaggle([](const std::string&) {
    return http_file(zip({{"a.csv", std::string(30 << 20, '0')}}));
  });
  EXPECT_EQ(ApiProcess(against(kaggle)).request("POST", "/data").status, 502);
}

TEST_F(Kaggle, AnImportIsFetchedOnlyFromHostsThatAreNamed) {
  const LoopbackServer file([](const std::string&) { return http_file(kCsv); });
  ApiOptions options;
  options.environment = {"PERIGEE_IMPORT_HOSTS=127.0.0.1"};
  const ApiProcess api(options);
  const auto import = [&](const std::string& url) {
    return api.request("POST", "/data", HttpBody{"application/json", "{\"url\": \"" + url + "\"}"}).status;
  };
  EXPECT_EQ(import(file.url() + "/launches.csv"), 201);
  EXPECT_EQ(import("https://example.invalid/launches.csv"), 400);
}

}  // namespace
}  // namespace perigee::testing
