// The REST API's reading of a spec over the table of examples that an API server is asked, too (tests/cluster).
#include "tests/support/spec_examples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "perigee/catalog/registry.h"
#include "perigee/catalog/run.h"
#include "perigee/job/spec.h"

namespace perigee {
namespace {

using testing::Known;
using testing::SpecExample;

Problems problems_of(const std::string& text) {
  const auto spec = parse_spec(text);
  return spec ? check_spec(*spec) : spec.problems();
}

// "spec.parameters.filter[0]" → "/parameters/filter"
std::string pointer(const std::string& field) {
  std::string path = field.substr(std::min(field.size(), std::string("spec").size()));
  path.erase(std::min(path.find('['), path.size()));
  std::replace(path.begin(), path.end(), '.', '/');
  return path;
}

bool tells(const Problem& problem, const SpecExample& example) {
  const std::string sentence = problem.what + " " + problem.remedy;
  return !example.field.empty() && problem.where == pointer(example.field) &&
         sentence.find(example.says) != std::string::npos;
}

void expect_as_told(const SpecExample& example) {
  SCOPED_TRACE(::testing::PrintToString(example));
  const Problems problems = problems_of(example.spec);
  const bool is_told = std::any_of(problems.begin(), problems.end(), [&](auto& one) { return tells(one, example); });
  EXPECT_EQ(problems.empty(), example.field.empty()) << to_string(problems);
  EXPECT_EQ(is_told, !example.field.empty()) << example.field << " " << example.says << "\n" << to_string(problems);
}

TEST(SpecExamples, AreAcceptedAndRefusedByTheRestApiAsByACluster) {
  for (const auto& example : testing::all_examples(registry()))
    if (example.known == Known::everywhere) expect_as_told(example);
}

TEST(SpecExamples, DifferFromAClusterWhereJsonDoes) {
  for (const auto& example : testing::examples_that_differ()) expect_as_told(example);
}

TEST(SpecExamples, HaveMembersThatOnlyAClusterKnows) {
  for (const char* member : {"pendingDeadlineSeconds", "runner", "queueName", "suspend", "cancel"}) {
    const auto spec = parse_spec("{\"analysis\": \"timeline\", \"" + std::string(member) + "\": 1}");
    ASSERT_FALSE(spec) << member;
    EXPECT_EQ(spec.problems().front().where, "/" + std::string(member));
  }
}

}  // namespace
}  // namespace perigee
