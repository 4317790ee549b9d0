#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "tests/support/api_process.h"

namespace perigee::testing {
namespace {

using nlohmann::json;

class MetaRoutes : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (ApiProcess::available()) api_ = std::make_unique<ApiProcess>();
  }
  static void TearDownTestSuite() { api_.reset(); }
  void SetUp() override {
    if (!api_) GTEST_SKIP() << "redis-server or perigee-api is missing";
  }
  static std::unique_ptr<ApiProcess> api_;
};
std::unique_ptr<ApiProcess> MetaRoutes::api_;

TEST_F(MetaRoutes, HelpNamesTheOldAddressesFirst) {
  const HttpAnswer answer = api_->request("GET", "/help");
  const auto help = nlohmann::ordered_json::parse(answer.body);
  ASSERT_GE(help.size(), 8u);
  EXPECT_EQ(help.begin().key(), "GET /data");
  for (const char* key :
       {"POST /data", "DELETE /data", "POST /analyze/timeline", "POST /analyze/sector", "POST /analyze/geography",
        "POST /analyze/top-private", "GET /jobs/<id>", "GET /results/<id>"})
    EXPECT_TRUE(help.contains(key)) << key << answer.body;
}

TEST_F(MetaRoutes, TheIndexNamesWhereToGoOn) {
  const auto index = json::parse(api_->request("GET", "/").body);
  for (const char* key : {"help", "docs", "openapi", "data", "datasets", "analyses", "jobs"})
    EXPECT_EQ(api_->request("GET", index.at(key).get<std::string>()).status, 200) << key;
}

TEST_F(MetaRoutes, OpenApiDescribesEveryRouteThatHelpNames) {
  const auto document = json::parse(api_->request("GET", "/openapi.json").body);
  EXPECT_EQ(document.at("openapi"), "3.1.0");
  for (const auto& [path, operations] : document.at("paths").items())
    for (const auto& [method, operation] : operations.items()) {
      EXPECT_FALSE(operation.at("responses").empty()) << method << path;
      EXPECT_FALSE(operation.at("summary").get<std::string>().empty());
    }
  EXPECT_TRUE(document.at("components").at("schemas").contains("Problem"));
}

TEST_F(MetaRoutes, DocsLoadNothingFromElsewhere) {
  const HttpAnswer page = api_->request("GET", "/docs");
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.body.find("src="), std::string::npos);
  EXPECT_EQ(page.body.find("http://"), std::string::npos);
}

TEST_F(MetaRoutes, PagesAreNotSentTwice) {
  const std::string etag = api_->request("GET", "/openapi.json").header("etag");
  const HttpAnswer again = api_->request("GET", "/openapi.json", std::nullopt, {{"If-None-Match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST_F(MetaRoutes, ProbesAnswerOnTheirOwnListenerToo) {
  for (const int port : {api_->port(), api_->probe_port()}) {
    EXPECT_EQ(http(port, "GET", "/livez").body, "ok\n");
    EXPECT_EQ(http(port, "GET", "/readyz").body, "ready\n");
    EXPECT_NE(http(port, "GET", "/metrics")
                  .body.find("perigee_http_requests_total{method=\"GET\",route=\"/livez\",status=\"2xx\"}"),
              std::string::npos);
  }
  EXPECT_EQ(http(api_->probe_port(), "GET", "/data").status, 404);
}

TEST_F(MetaRoutes, AnalysesHaveASchemaAndAnExample) {
  const auto list = json::parse(api_->request("GET", "/analyses").body);
  for (const auto& one : list.at("analyses")) {
    const auto analysis = json::parse(api_->request("GET", one.at("href").get<std::string>()).body);
    EXPECT_EQ(analysis.at("parameters").at("type"), "object");
    EXPECT_EQ(analysis.at("example").at("analysis"), one.at("name"));
  }
}

TEST_F(MetaRoutes, AnUnknownAnalysisGetsAHint) {
  const HttpAnswer answer = api_->request("GET", "/analyses/timelime");
  EXPECT_EQ(answer.status, 404);
  EXPECT_NE(answer.body.find("timeline"), std::string::npos);
}

TEST_F(MetaRoutes, AnUnknownParameterGetsAHint) {
  const HttpAnswer answer = api_->request("GET", "/data?limt=3");
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(answer.body.find("'limit'"), std::string::npos) << answer.body;
}

}  // namespace
}  // namespace perigee::testing
