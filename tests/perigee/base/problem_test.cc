#include "perigee/base/problem.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

TEST(Problem, ALineAndColumnComeFirst) {
  const Problem problem{"bad-number", "Year", "'19x7' is no integer.", "Mend the cell.", 12, 3};

  EXPECT_EQ(to_string(problem), "line 12, column 3: '19x7' is no integer. Mend the cell.");
}

TEST(Problem, WithoutALineThePlaceIsNamed) {
  EXPECT_EQ(to_string(Problem{"range", "/parameters/from", "It is too early.", "", {}, {}}),
            "/parameters/from: It is too early.");
}

TEST(Problem, SeveralStandOnALineEach) {
  const Problem one{"a", "", "One.", "", {}, {}}, two{"b", "", "Two.", "", {}, {}};

  EXPECT_EQ(to_string(Problems{one, two}), "One.\nTwo.");
}

TEST(Result, HoldsTheValueOrTheProblems) {
  const Result<int> good = 3;
  const Result<int> bad = Problem{"a", "", "One.", "", {}, {}};

  ASSERT_TRUE(good);
  EXPECT_EQ(*good, 3);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.problems().size(), 1u);
}

}  // namespace
}  // namespace perigee
