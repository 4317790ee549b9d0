#include "api/router.h"

#include <gtest/gtest.h>

namespace perigee::api {
namespace {

Route route(std::string pattern, std::string method = "GET") {
  Route made;
  made.method = std::move(method);
  made.pattern = std::move(pattern);
  return made;
}

const Router& router() {
  static const Router made({route("/charts/{chart}"), route("/charts/top"), route("/charts/top.{format}"),
                            route("/charts/top-ten.{format}"), route("/jobs/{route}", "POST"),
                            route("/jobs/by-{name}", "POST")});
  return made;
}

std::string pattern_for(std::string_view path, std::string_view method = "GET") {
  const auto match = router().find(method, path);
  return match.route == nullptr ? "none" : match.route->pattern;
}

TEST(Router, TheMostLiteralPatternWins) {
  EXPECT_EQ(pattern_for("/charts/top"), "/charts/top");
  EXPECT_EQ(pattern_for("/charts/top.png"), "/charts/top.{format}");
  EXPECT_EQ(pattern_for("/charts/top-ten.png"), "/charts/top-ten.{format}");
  EXPECT_EQ(pattern_for("/charts/other.png"), "/charts/{chart}");
  EXPECT_EQ(pattern_for("/jobs/by-name", "POST"), "/jobs/by-{name}");
}

TEST(Router, ACaptureBehindALiteralHoldsTheRest) {
  EXPECT_EQ(router().find("GET", "/charts/top.tar.gz").captures.at("format"), "tar.gz");
}

TEST(Router, ACaptureIsNeverEmpty) { EXPECT_EQ(pattern_for("/charts/top."), "/charts/{chart}"); }

TEST(Router, AnotherMethodIsNamed) {
  const auto match = router().find("DELETE", "/charts/top.png");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allowed, std::vector<std::string>{"GET"});
}

}  // namespace
}  // namespace perigee::api
