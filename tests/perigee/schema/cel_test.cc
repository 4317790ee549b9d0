#include "perigee/schema/cel.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

TEST(CelLiteral, KeepsTheTypeOfItsValue) {
  EXPECT_EQ(cel_literal(std::int64_t{5}), "5");
  EXPECT_EQ(cel_literal(5.0), "5.0");
  EXPECT_EQ(cel_literal(-0.25), "-0.25");
  EXPECT_EQ(cel_literal(1e20), "1e+20");
  EXPECT_EQ(cel_literal(true), "true");
  EXPECT_EQ(cel_literal(std::vector<std::string>{"a", "b\"\\"}), R"(["a","b\"\\"])");
}

TEST(CelMember, EscapesWhatCelReserves) {
  EXPECT_EQ(cel_member("from"), "from");
  EXPECT_EQ(cel_member("in"), "__in__");
  EXPECT_EQ(cel_member("a-b.c/d"), "a__dash__b__dot__c__slash__d");
  EXPECT_EQ(cel_member("a__b"), "a__underscores__b");
}

TEST(CelSentence, PutsTheExpressionWhereTheValueStands) {
  EXPECT_EQ(cel_sentence("'{}' is \"100%\".", "{}", "self"), R"("'%s' is \"100%%\".".format([self]))");
}

TEST(CelWithin, ComparesWithLiteralsOfTheParametersKind) {
  Param param;
  param.kind = Kind::number;
  param.range = Range{0, 2.5};
  EXPECT_EQ(cel_within(param), "self >= 0.0 && self <= 2.5");
  param.kind = Kind::integer;
  param.range = Range{1, 50};
  EXPECT_EQ(cel_within(param), "self >= 1 && self <= 50");
}

}  // namespace
}  // namespace perigee
