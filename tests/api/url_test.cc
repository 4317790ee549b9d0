#include "api/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/router.h"

namespace perigee::api {
namespace {

using testing::ElementsAre;
using testing::Optional;

TEST(Url, TakesTheOriginAndTheAbsoluteFormApart) {
  EXPECT_EQ(split_target("/data?limit=1")->query, "limit=1");
  EXPECT_EQ(split_target("http://host:80/data?x")->path, "/data");
  EXPECT_EQ(split_target("http://host")->path, "/");
  EXPECT_FALSE(split_target("*"));
  EXPECT_FALSE(split_target("data"));
}

TEST(Url, DecodesEachSegmentOnce) {
  EXPECT_THAT(path_segments("/jobs/a%2Db"), Optional(ElementsAre("jobs", "a-b")));
  EXPECT_THAT(path_segments("/"), Optional(ElementsAre()));
}

TEST(Url, KnowsNoPathThatCouldMeanAnother) {
  for (const char* path : {"/%2e%2e/x", "/../x", "/a/./b", "/a%00b", "/a%5cb", "/a\\b", "/a%2fb", "/%252e", "/%zz",
                           "/a%", "//a", "/a/", "/%ff"})
    EXPECT_FALSE(path_segments(path)) << path;
}

TEST(Url, ReadsAQueryInOrder) {
  const auto query = query_parameters("a=1&b=x+y%26&&c");
  ASSERT_TRUE(query);
  EXPECT_THAT(*query, ElementsAre(testing::Pair("a", "1"), testing::Pair("b", "x y&"), testing::Pair("c", "")));
}

TEST(Url, RefusesAQueryThatIsNotUtf8OrHoldsControls) {
  EXPECT_FALSE(query_parameters("a=%ff"));
  EXPECT_FALSE(query_parameters("a=%0a"));
  EXPECT_FALSE(query_parameters("a=%4"));
}

TEST(Url, EncodesWhatItDecodes) {
  const std::string text = "Year>=1957 & ü";
  EXPECT_THAT(percent_decoded(percent_encoded(text)), Optional(text));
}

Route route(std::string method, std::string pattern) {
  Route made;
  made.method = std::move(method);
  made.pattern = std::move(pattern);
  return made;
}

TEST(Router, PrefersALiteralToACapture) {
  const Router router({route("GET", "/jobs/{id}"), route("GET", "/jobs/clear")});
  EXPECT_EQ(router.find("GET", "/jobs/clear").route->pattern, "/jobs/clear");
  EXPECT_EQ(router.find("GET", "/jobs/7").captures.at("id"), "7");
}

TEST(Router, AnswersHeadByGetAndNamesTheMethodsItKnows) {
  const Router router({route("GET", "/data"), route("POST", "/data")});
  EXPECT_EQ(router.find("HEAD", "/data").route->method, "GET");
  EXPECT_EQ(router.find("PUT", "/data").route, nullptr);
  EXPECT_THAT(router.find("PUT", "/data").allowed, ElementsAre("GET", "POST"));
  EXPECT_TRUE(router.find("GET", "/nothing").allowed.empty());
}

}  // namespace
}  // namespace perigee::api
