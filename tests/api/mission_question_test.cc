#include <gtest/gtest.h>

#include "api/missions/question.h"

namespace perigee::api {
namespace {

Table launches() {
  ColumnBuilder company("company", Type::text), detail("detail", Type::text), status("rocket_status", Type::text),
      price("price", Type::real);
  const auto add = [&](const char* who, const char* what, const char* state, double cost) {
    company.add(std::string_view(who));
    detail.add(std::string_view(what));
    status.add(std::string_view(state));
    cost > 0 ? price.add(cost) : price.add_missing();
  };
  add("Rocket Lab", "Electron | One", "StatusActive", 7.5);
  add("i-Space", "Hyperbola-1 | Flying Pig", "StatusRetired", 0);
  add("Rocket Lab", "Electron | Two", "StatusActive", 0.1);
  add("Rocket Lab", "Neutron | Three", "StatusActive", 0.2);
  return Table({company.build(), detail.build(), status.build(), price.build()});
}

std::string answer(std::string_view route) {
  const auto question = mission_question(route);
  return question ? mission_answer(*question, launches()) : "none";
}

TEST(MissionQuestion, EndsItsTopicAtTheFirstHyphenSoThatNamesMayHaveOne) {
  EXPECT_EQ(answer("get_rockets_by_org-i-Space"), R"(["Hyperbola-1"])");
}

TEST(MissionQuestion, FindsAnOrganisationWithUnderscoresAndWithoutCase) {
  const std::string rockets = R"(["Electron", "Electron", "Neutron"])";
  EXPECT_EQ(answer("get_rockets_by_org-Rocket Lab"), rockets);
  EXPECT_EQ(answer("get_rockets_by_org-Rocket_Lab"), rockets);
  EXPECT_EQ(answer("get_rockets_by_org-rocket_lab"), rockets);
  EXPECT_EQ(answer("get_rockets_by_org-Nobody"), "[]");
}

TEST(MissionQuestion, ToleratesTheQuotesThatAShellDidNotTake) {
  EXPECT_EQ(answer("'get_orgs'"), R"(["Rocket Lab", "i-Space"])");
  EXPECT_EQ(answer("\"list_all_active_rockets\""), R"(["Electron", "Neutron"])");
}

TEST(MissionQuestion, SumsThePricesThatAreKnown) {
  EXPECT_EQ(answer("total_cost_by_org-Rocket_Lab"), "7.8");
  EXPECT_EQ(answer("total_cost_by_org-i-Space"), "0.0");
}

TEST(MissionQuestion, RefusesWhatItDoesNotKnow) {
  for (const char* route :
       {"", "'", "-", "nonsense", "get_rockets_by_org", "get_rockets_by_org-", "get_orgs-x", "Data"})
    EXPECT_FALSE(mission_question(route)) << route;
}

TEST(MissionQuestion, NamesTheColumnsThatItReads) {
  EXPECT_EQ(columns_for(MissionTopic::rockets).size(), 2u);
  EXPECT_TRUE(columns_for(MissionTopic::map).empty());
  EXPECT_TRUE(columns_for(MissionTopic::data).empty());
}

}  // namespace
}  // namespace perigee::api
