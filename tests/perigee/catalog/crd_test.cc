#include "perigee/catalog/crd.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "perigee/catalog/registry.h"

namespace perigee {
namespace {

namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Every schema within the schema: members, items, values of maps.
template <class Visit>
void each_schema(const json& schema, const std::string& path, const Visit& visit) {
  visit(schema, path);
  if (const auto members = schema.find("properties"); members != schema.end())
    for (const auto& [name, member] : members->items()) each_schema(member, path + "." + name, visit);
  for (const char* inner : {"items", "additionalProperties"})
    if (schema.contains(inner)) each_schema(schema[inner], path + "[]", visit);
}

const json& schema_in(const json& crd) { return crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]; }

Param param(int index) {
  Param param;
  param.name = "parameter_" + std::to_string(index);
  param.help = "what the parameter says, in a phrase that is as long as those that there are";
  const Kind kinds[] = {Kind::integer, Kind::column, Kind::enumeration, Kind::number, Kind::string};
  param.kind = kinds[index % 5];
  if (param.kind == Kind::integer || param.kind == Kind::number) param.range = Range{0, 1000};
  if (param.kind == Kind::enumeration) param.choices = {"count", "mean", "median", "sum"};
  return param;
}

// As many analyses and parameters as the five systems ask for, and more.
std::vector<Analysis> thirty_analyses() {
  std::vector<Analysis> all;
  for (int index = 0; index < 30; ++index) {
    Analysis analysis;
    analysis.name = "analysis-" + std::to_string(index);
    analysis.help = "What the analysis shows, in a sentence that is as long as those there are: seventy letters.";
    for (int each = 0; each < 10; ++each) analysis.params.push_back(param((index * 7 + each * 4) % 40));
    analysis.rules.push_back(AtMost{param(index % 8).name, param(index % 8 + 5).name});
    all.push_back(std::move(analysis));
  }
  return all;
}

TEST(Crd, IsTheOneThatIsCheckedIn) {
  for (const char* const folder : {"crds", "charts/perigee/files"})
    EXPECT_EQ(read(fs::path(PERIGEE_SOURCE_DIR) / folder / "analysisjobs.perigee.dev.yaml"), crd_yaml(registry()))
        << "run `make regen`";
}

TEST(Samples, AreThoseThatAreCheckedIn) {
  std::set<std::string> expected, found;
  const fs::path folder = fs::path(PERIGEE_SOURCE_DIR) / "samples";
  for (const auto& analysis : registry()) {
    expected.insert(analysis.name + ".yaml");
    EXPECT_EQ(read(folder / (analysis.name + ".yaml")), sample_yaml(analysis)) << "run `make regen`";
  }
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".yaml") found.insert(entry.path().filename());
  EXPECT_EQ(found, expected) << "remove the samples of analyses that are gone";
}

TEST(Crd, FitsManyTimesIntoWhatKubectlCanAnnotate) {
  EXPECT_LE(crd(registry()).dump().size(), 48u * 1024);
  EXPECT_LE(crd(thirty_analyses()).dump().size(), 48u * 1024);
}

// The cost of a rule is estimated from the greatest length of what it reads.
TEST(Crd, BoundsEveryTextListAndMap) {
  const json crd = perigee::crd(registry());
  const auto known_by_kubernetes = [](const std::string& path) {
    return path == ".apiVersion" || path == ".kind" || path == ".metadata.name";
  };
  each_schema(schema_in(crd), "", [&](const json& schema, const std::string& path) {
    const std::string type = schema.value("type", "");
    const bool is_bounded = schema.contains("maxLength") || schema.contains("enum") || schema.contains("format");
    EXPECT_TRUE(type != "string" || is_bounded || known_by_kubernetes(path)) << path;
    EXPECT_TRUE(type != "array" || schema.contains("maxItems")) << path;
    EXPECT_EQ(schema.contains("additionalProperties"), schema.contains("maxProperties")) << path;
  });
}

TEST(Crd, ExplainsEveryMember) {
  const json crd = perigee::crd(registry());
  each_schema(schema_in(crd), "", [](const json& schema, const std::string& path) {
    if (path.ends_with("[]") || path.starts_with(".metadata")) return;
    EXPECT_FALSE(schema.value("description", "").empty()) << path;
  });
}

TEST(Crd, HasNoDefaults) {
  const json crd = perigee::crd(registry());
  each_schema(schema_in(crd), "",
              [](const json& schema, const std::string& path) { EXPECT_FALSE(schema.contains("default")) << path; });
}

TEST(Crd, NamesEveryAnalysis) {
  const json crd = perigee::crd(registry());
  EXPECT_EQ(schema_in(crd)["properties"]["spec"]["properties"]["analysis"]["enum"], json(analysis_names()));
}

TEST(Crd, HasOneRuleAcrossParametersForAllThatShareIt) {
  const auto analysis = [](std::string name, std::optional<Value> from) {
    Analysis made;
    made.name = std::move(name);
    Param first = param(0), last = param(5);
    first.fallback = std::move(from);
    made.params = {first, last};
    made.rules = {AtMost{first.name, last.name}};
    return made;
  };
  const auto rules = [](const std::vector<Analysis>& analyses, const char* of) {
    const json crd = perigee::crd(analyses);
    const json& spec = schema_in(crd)["properties"]["spec"];
    const json& holder = std::string(of) == "spec" ? spec : spec["properties"][of];
    return holder.value("x-kubernetes-validations", json::array()).dump();
  };
  const std::string order = "self.parameter_0 <= self.parameter_5";
  EXPECT_THAT(rules({analysis("a", {}), analysis("b", {})}, "parameters"), testing::HasSubstr(order));
  const std::vector<Analysis> apart = {analysis("a", {}), analysis("b", Value(std::int64_t{7}))};
  EXPECT_EQ(rules(apart, "parameters"), "[]");
  EXPECT_THAT(rules(apart, "spec"), testing::HasSubstr("self.parameters.?parameter_0.orValue(7) <= "));
}

}  // namespace
}  // namespace perigee
