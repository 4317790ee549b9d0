// The CustomResourceDefinition on a real API server: what it accepts and refuses, with which words, at which field.
#include "perigee/catalog/crd.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "perigee/catalog/registry.h"
#include "perigee/job/resource.h"
#include "tests/cluster/api_server.h"
#include "tests/support/spec_examples.h"

namespace perigee {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using testing::ApiServer;
using ::testing::HasSubstr;
using testing::SpecExample;

const std::string kCrd = std::string(PERIGEE_SOURCE_DIR) + "/crds/analysisjobs.perigee.dev.yaml";
const std::string kJobs = "/apis/perigee.dev/v1alpha1/namespaces/default/analysisjobs";
const std::string kStrict = "fieldValidation=Strict", kDryRun = "dryRun=All&" + kStrict;

// A rule of the CRD: where its problem is told, and a part of its sentence that does not depend on the value.
struct Told {
  std::string field, says;
  auto operator<=>(const Told&) const = default;
};

// "\"'from' is %s, which is not allowed.\".format([self])" → ", which is not allowed."
std::string after_the_value(const std::string& expression) {
  const std::size_t start = expression.find("%s") + 2;
  return expression.substr(start, expression.rfind("\".format(") - start);
}

void collect_rules(const nlohmann::ordered_json& schema, const std::string& path, std::set<Told>& rules) {
  for (const auto& rule : schema.value("x-kubernetes-validations", nlohmann::ordered_json::array()))
    rules.insert({path + rule.value("fieldPath", ""),
                  rule.contains("message") ? rule["message"].get<std::string>()
                                           : after_the_value(rule["messageExpression"].get<std::string>())});
  if (schema.contains("properties"))
    for (const auto& [name, member] : schema["properties"].items()) collect_rules(member, path + "." + name, rules);
  if (schema.contains("items")) collect_rules(schema["items"], path + "[]", rules);
}

std::set<Told> rules_of_the_crd() {
  const auto crd = perigee::crd(registry());
  std::set<Told> rules;
  collect_rules(crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"], "", rules);
  return rules;
}

// What the server's answer says is wrong, and where.
std::vector<Told> problems_in(const ApiServer::Answer& answer) {
  const json status = json::parse(answer.body);
  std::vector<Told> problems;
  for (const auto& cause : status.value("/details/causes"_json_pointer, json::array()))
    problems.push_back({cause.value("field", ""), cause.value("message", "")});
  static const std::regex unknown("unknown field \"([^\"]*)\"");  // strict decoding tells them in one sentence
  const std::string message = status.value("message", "");
  for (std::sregex_iterator it(message.begin(), message.end(), unknown), end; it != end; ++it)
    problems.push_back({(*it)[1], message});
  return problems;
}

bool is_among(const std::vector<Told>& problems, const std::string& field, const std::string& says) {
  return std::any_of(problems.begin(), problems.end(), [&](const Told& told) {
    return told.field == field && told.says.find(says) != std::string::npos;
  });
}

class CrdOnAServer : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    unavailable_ = ApiServer::unavailable();
    if (!unavailable_.empty()) return;
    server_ = std::make_unique<ApiServer>();
    const auto applied = server_->kubectl("apply -f " + kCrd);
    ASSERT_EQ(applied.code, 0) << applied.out;
    const auto established = server_->kubectl("wait --for=condition=Established crd/analysisjobs.perigee.dev");
    ASSERT_EQ(established.code, 0) << established.out;
  }
  static void TearDownTestSuite() { server_.reset(); }

  void SetUp() override {
    if (!unavailable_.empty()) GTEST_SKIP() << unavailable_;
  }

  static json job(const std::string& name, const std::string& spec) {
    return {{"apiVersion", "perigee.dev/v1alpha1"},
            {"kind", "AnalysisJob"},
            {"metadata", {{"name", name}}},
            {"spec", json::parse(spec)}};
  }

  static ApiServer::Answer create(const SpecExample& example) {
    return server_->request("POST", kJobs + "?" + kDryRun, job(example.job, example.spec).dump());
  }

  // Creates the job as it was, and puts the new spec in its place.
  static ApiServer::Answer change(const SpecExample& example) {
    const std::string name = "changed-" + std::to_string(++changed_);
    const auto before = server_->request("POST", kJobs + "?" + kStrict, job(name, example.before).dump());
    EXPECT_EQ(before.status, 201) << before.body;
    json object = json::parse(before.body);
    object["spec"] = json::parse(example.spec);
    return server_->request("PUT", kJobs + "/" + name + "?" + kDryRun, object.dump());
  }

  static ApiServer::Answer answer_to(const SpecExample& example) {
    return example.before.empty() ? create(example) : change(example);
  }

  static inline std::unique_ptr<ApiServer> server_;
  static inline std::string unavailable_;
  static inline int changed_ = 0;
};

TEST_F(CrdOnAServer, TakesTheExamplesAsTheRestApiDoes) {
  const auto examples = testing::all_examples(registry());
  std::set<Told> told;
  for (const auto& example : examples) {
    SCOPED_TRACE(::testing::PrintToString(example));
    const auto answer = answer_to(example);
    const bool is_accepted = answer.status == 200 || answer.status == 201;
    EXPECT_EQ(is_accepted, example.field.empty()) << answer.status << " " << answer.body;
    if (is_accepted || example.field.empty()) continue;
    const auto problems = problems_in(answer);
    EXPECT_TRUE(is_among(problems, example.field, example.says)) << example.field << " " << example.says << "\n"
                                                                 << answer.body;
    for (const auto& problem : problems)
      told.insert({"." + std::regex_replace(problem.field, std::regex("\\[[0-9]+\\]"), "[]"), problem.says});
  }
  const auto is_told = [&](const Told& rule) {
    return std::any_of(told.begin(), told.end(), [&](const Told& one) {
      return one.field == rule.field && one.says.find(rule.says) != std::string::npos;
    });
  };
  for (const auto& rule : rules_of_the_crd())
    EXPECT_TRUE(is_told(rule)) << "no example for " << rule.field << ": " << rule.says;
  std::printf("%zu examples, %zu rules\n", examples.size(), rules_of_the_crd().size());
}

TEST_F(CrdOnAServer, DiffersFromTheRestApiWhereJsonDoes) {
  for (const auto& example : testing::examples_that_differ()) {
    const auto answer = create(example);
    EXPECT_EQ(answer.status, example.field.empty() ? 422 : 201) << example << answer.body;
  }
}

// What the REST API takes it has to be able to post: the record's manifest comes back as the specification that it was.
TEST_F(CrdOnAServer, TakesTheManifestOfEverySpecificationThatTheRestApiTakes) {
  auto examples = testing::all_examples(registry());
  const auto differing = testing::examples_that_differ();
  examples.insert(examples.end(), differing.begin(), differing.end());
  int posted = 0;
  for (const auto& example : examples) {
    if (!example.field.empty() || !example.before.empty() || example.known != testing::Known::everywhere) continue;
    SCOPED_TRACE(::testing::PrintToString(example));
    JobRecord record;
    record.id = "posted-" + std::to_string(++posted);
    record.spec = *parse_spec(example.spec);
    const auto answer = server_->request("POST", kJobs + "?" + kDryRun, analysis_job_manifest(record));
    ASSERT_EQ(answer.status, 201) << answer.body;
    JobRecord read = record;
    read.spec = *parse_spec(json::parse(answer.body)["spec"].dump());
    EXPECT_EQ(analysis_job_manifest(read), analysis_job_manifest(record));
  }
  EXPECT_GT(posted, 50);
}

TEST_F(CrdOnAServer, IsReadBackFromItsYamlAsItWasWritten) {
  const auto read = server_->kubectl("create --dry-run=client -o json -f " + kCrd);
  ASSERT_EQ(read.code, 0) << read.out;
  EXPECT_EQ(json::parse(read.out), json(crd(registry())));
}

TEST_F(CrdOnAServer, FitsTheAnnotationOfClientSideApply) {
  const auto annotated = server_->kubectl(
      "get crd analysisjobs.perigee.dev -o jsonpath='{.metadata.annotations.kubectl\\.kubernetes\\.io/"
      "last-applied-configuration}'");
  EXPECT_GT(annotated.out.size(), 1000u);
  EXPECT_LE(annotated.out.size(), 48u * 1024);
}

TEST_F(CrdOnAServer, TakesEverySample) {
  const auto applied =
      server_->kubectl("apply --validate=strict --dry-run=server -f " + std::string(PERIGEE_SOURCE_DIR) + "/samples");
  EXPECT_EQ(applied.code, 0) << applied.out;
  for (const auto& name : analysis_names())
    EXPECT_THAT(applied.out, HasSubstr("analysisjob.perigee.dev/" + name + " created"));
}

TEST_F(CrdOnAServer, IsExplainedByKubectl) {
  EXPECT_THAT(server_->kubectl("explain aj.spec").out, AllOf(HasSubstr("What is wanted."), HasSubstr("-required-"),
                                                             HasSubstr("True: the job ends as Cancelled.")));
  EXPECT_THAT(server_->kubectl("explain aj.spec.analysis").out, HasSubstr("timeline: Launches per year"));
  EXPECT_THAT(server_->kubectl("explain aj.spec.parameters.from").out, HasSubstr("First year shown. 1900 to 2200."));
  EXPECT_THAT(server_->kubectl("explain aj.status.failure.class").out, HasSubstr("ENUM:\n    UserError\n"));
}

TEST_F(CrdOnAServer, ShowsAndSelectsByState) {
  const std::string finished = R"({"type": "Finished", "status": "True", "reason": "Succeeded", "message": "Done.",
    "lastTransitionTime": "2026-01-02T03:04:05Z"})";
  for (const char* name : {"shown-1", "shown-2"})
    ASSERT_EQ(
        server_->request("POST", kJobs, job(name, R"({"analysis": "timeline", "dataset": "launches"})").dump()).status,
        201);
  json done = json::parse(server_->request("GET", kJobs + "/shown-1").body);
  done["status"] = {{"state", "Succeeded"},
                    {"attempts", 1},
                    {"duration", "1.8s"},
                    {"node", "node-a"},
                    {"jobRef", {{"name", "shown-1-0123abcd-1"}, {"uid", "u"}}},
                    {"result", {{"sha256", std::string(64, 'f')}}},
                    {"conditions", json::array({json::parse(finished)})}};
  const auto put = server_->request("PUT", kJobs + "/shown-1/status?" + kStrict, done.dump());
  ASSERT_EQ(put.status, 200) << put.body;

  EXPECT_THAT(server_->kubectl("get aj shown-1").out,
              ::testing::ContainsRegex("STATE +ANALYSIS +DATASET +ATTEMPTS +DURATION +AGE\n"
                                       "shown-1 +Succeeded +timeline +launches +1 +1.8s +[0-9]+s\n"));
  EXPECT_THAT(server_->kubectl("get aj shown-1 -o wide").out,
              ::testing::ContainsRegex("AGE +JOB +NODE +SHA256\n.* shown-1-0123abcd-1 +node-a +f{64}\n"));
  EXPECT_THAT(server_->kubectl("get perigee -o name --field-selector status.state=Succeeded").out,
              "analysisjob.perigee.dev/shown-1\n");
  EXPECT_THAT(server_->kubectl("get all -o name --field-selector spec.dataset=launches,spec.analysis=timeline").out,
              AllOf(HasSubstr("shown-1"), HasSubstr("shown-2")));
  EXPECT_EQ(server_->kubectl("wait --for=condition=Finished --timeout=5s aj/shown-1").code, 0);
}

TEST_F(CrdOnAServer, LeavesTheStatusToItsSubresource) {
  json created = job("without-status", R"({"analysis": "timeline"})");
  created["status"] = {{"state", "Succeeded"}};
  const auto answer = server_->request("POST", kJobs, created.dump());
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_FALSE(json::parse(answer.body).contains("status"));
}

}  // namespace
}  // namespace perigee
