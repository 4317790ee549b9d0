// The Helm chart: what it renders is accepted by a real API server whose namespace enforces Pod Security "restricted",
// and what can not be meant is refused before it gets there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "tests/cluster/api_server.h"

namespace perigee {
namespace {

using nlohmann::json;
using testing::ApiServer;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Outcome;

const std::string kChart = std::string(PERIGEE_SOURCE_DIR) + "/charts/perigee";
const std::string kCrd = std::string(PERIGEE_SOURCE_DIR) + "/crds/analysisjobs.perigee.dev.yaml";

int count_of(std::string_view text, std::string_view words) {
  int count = 0;
  for (std::size_t at = text.find(words); at != text.npos; at = text.find(words, at + 1)) ++count;
  return count;
}

class AChart : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    unavailable_ = ApiServer::unavailable();
    if (!unavailable_.empty()) return;
    server_ = std::make_unique<ApiServer>();
    must("kubectl", "create -f " + kCrd);
    must("kubectl", "wait --for=condition=Established crd/analysisjobs.perigee.dev");
    must("kubectl", "create namespace charts");
    must("kubectl", "-n charts create serviceaccount default");  // of which a controller takes care in a whole cluster
    for (const char* const mode : {"enforce", "warn"})
      must("kubectl", std::string("label namespace charts pod-security.kubernetes.io/") + mode + "=restricted");
  }
  static void TearDownTestSuite() { server_.reset(); }

  void SetUp() override {
    if (!unavailable_.empty()) GTEST_SKIP() << unavailable_;
  }

  static Outcome call(const std::string& program, const std::string& arguments) {
    return program == "helm" ? server_->helm(arguments) : server_->kubectl(arguments);
  }
  static std::string must(const std::string& program, const std::string& arguments) {
    const Outcome outcome = call(program, arguments);
    EXPECT_EQ(outcome.code, 0) << program << " " << arguments << "\n" << outcome.out;
    return outcome.out;
  }

  static std::string rendered(const std::string& flags) {
    return must("helm", "template tried " + kChart + " --namespace charts --kube-version 1.32.0 " + flags);
  }
  static std::string as_file(const std::string& name, const std::string& text) {
    std::ofstream(server_->file(name)) << text;
    return server_->file(name);
  }
  // What kubectl makes of a manifest: the objects in it, which it writes one after the other.
  static json objects(const std::string& manifest) {
    std::string text = must("kubectl", "create --dry-run=client -o json -f " + manifest);
    for (std::size_t at = text.find("\n}\n{"); at != text.npos; at = text.find("\n}\n{", at))
      text.replace(at, 5, "\n},{");
    return json::parse("[" + text + "]");
  }

  static inline std::unique_ptr<ApiServer> server_;
  static inline std::string unavailable_;
};

TEST_F(AChart, LintsWithoutAWord) {
  EXPECT_THAT(must("helm", "lint --strict " + kChart), HasSubstr("1 chart(s) linted, 0 chart(s) failed"));
}

struct Accepted {
  const char* name;
  const char* flags;
};

class AcceptedValues : public AChart, public ::testing::WithParamInterface<Accepted> {};

TEST_P(AcceptedValues, MakeAnInstallationThatTheServerTakes) {
  const std::string file = as_file("rendered.yaml", rendered(GetParam().flags));
  const Outcome applied =
      server_->kubectl("apply --dry-run=server --validate=strict --server-side --namespace charts -f " + file);
  EXPECT_EQ(applied.code, 0) << applied.out;
  EXPECT_THAT(applied.out, Not(HasSubstr("Warning:")));
  const std::string all = rendered(GetParam().flags);
  EXPECT_EQ(count_of(all, "readOnlyRootFilesystem: true"), count_of(all, "image: "));
}

INSTANTIATE_TEST_SUITE_P(
    Table, AcceptedValues,
    ::testing::Values(
        Accepted{"Defaults", ""}, Accepted{"Kaggle", "--set seed=kaggle,kaggleSecret=kaggle"},
        Accepted{"NoSeed", "--set seed=none"},
        Accepted{"RedisElsewhere", "--set redis.enabled=false,redis.external.secret=elsewhere"},
        Accepted{"RedisInMemory", "--set redis.persistence.enabled=false"},
        Accepted{"OwnStorageClass", "--set redis.persistence.storageClass=fast,redis.persistence.size=100Gi"},
        Accepted{"Ingress", "--set ingress.enabled=true,ingress.className=nginx"},
        Accepted{"IngressWithTls",
                 "--set ingress.enabled=true,ingress.host=charts.example,ingress.tlsSecret=tls "
                 "--set-string 'ingress.annotations.nginx\\.ingress\\.kubernetes\\.io/proxy-body-size=1g'"},
        Accepted{"OneOfEach", "--set api.replicas=1,controller.replicas=1"},
        Accepted{"Placed",
                 "--set api.nodeSelector.disk=fast,controller.nodeSelector.disk=fast,redis.nodeSelector.disk=fast "
                 "--set 'runner.tolerations[0].key=batch,runner.tolerations[0].operator=Exists' "
                 "--set 'api.tolerations[0].operator=Exists'"},
        Accepted{"PrivateImages", "--set 'images.pullSecrets[0]=registry',images.api.repository=registry.example/api"},
        Accepted{"Settings", "--set api.env.PERIGEE_MAX_UPLOAD=2GB,controller.env.PERIGEE_WORKERS=8"},
        Accepted{"Bare",
                 "--set networkPolicies.enabled=false,podDisruptionBudgets.enabled=false,aggregateRoles=false,"
                 "crds.enabled=false"}),
    [](const auto& row) { return row.param.name; });

struct Refused {
  const char* name;
  const char* flags;
  const char* says;
};

class RefusedValues : public AChart, public ::testing::WithParamInterface<Refused> {};

TEST_P(RefusedValues, AreNamed) {
  const Outcome outcome = server_->helm("template tried " + kChart + " --namespace charts " + GetParam().flags);
  EXPECT_NE(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(Table, RefusedValues,
                         ::testing::Values(Refused{"UnknownKey", "--set replicas=2", "replicas"},
                                           Refused{"UnknownKeyInside", "--set api.replica=2", "replica"},
                                           Refused{"UnknownSeed", "--set seed=random", "seed"},
                                           Refused{"TagAsNumber", "--set images.api.tag=1", "tag"},
                                           Refused{"NoDigest", "--set images.api.digest=latest", "digest"},
                                           Refused{"NoReplicas", "--set controller.replicas=0", "replicas"},
                                           Refused{"NoSecretOfRedis", "--set redis.enabled=false",
                                                   "redis.external.secret"},
                                           Refused{"SettingsOfOthers", "--set api.env.PATH=/", "PATH"},
                                           Refused{"OldKubernetes", "--kube-version 1.31.9", "1.32"}),
                         [](const auto& row) { return row.param.name; });

TEST_F(AChart, BringsTheResourceAsItIs) {
  const std::string file = as_file("crd.yaml", rendered("--show-only templates/crd.yaml"));
  json brought = objects(file).front();
  EXPECT_EQ(brought["metadata"]["annotations"]["helm.sh/resource-policy"], "keep");
  brought["metadata"].erase("annotations");
  EXPECT_EQ(brought, objects(kCrd).front());
  EXPECT_THAT(rendered("--show-only templates/crd.yaml --set crds.keep=false"), Not(HasSubstr("resource-policy")));
}

TEST_F(AChart, PrefersADigest) {
  const std::string digest = "sha256:" + std::string(64, 'a');
  const std::string all = rendered("--set images.runner.digest=" + digest + ",images.runner.tag=ignored");
  EXPECT_THAT(all, HasSubstr("perigee-runner@" + digest));
  EXPECT_THAT(all, Not(HasSubstr("ignored")));
}

TEST_F(AChart, GrantsNeitherEverythingNorSecrets) {
  for (const json& object : objects(as_file("roles.yaml", rendered("--show-only templates/rbac.yaml")))) {
    for (const json& rule : object.value("rules", json::array())) {
      const std::string text = rule.dump();
      EXPECT_THAT(text, Not(HasSubstr("*")));
      EXPECT_THAT(text, Not(HasSubstr("secrets")));
    }
  }
}

TEST_F(AChart, KeepsARunnerToRedisAndNames) {
  const auto policies = objects(as_file("policies.yaml", rendered("--show-only templates/network.yaml")));
  const auto runner = std::find_if(policies.begin(), policies.end(), [](const json& policy) {
    return policy["metadata"]["name"] == "tried-perigee-runner";
  });
  ASSERT_NE(runner, policies.end());
  const json& spec = (*runner)["spec"];
  EXPECT_FALSE(spec.contains("ingress"));
  ASSERT_EQ(spec["egress"].size(), 2u);
  EXPECT_EQ(spec["egress"][0]["ports"], json::parse(R"([{"port":53,"protocol":"UDP"},{"port":53,"protocol":"TCP"}])"));
  EXPECT_EQ(spec["egress"][1]["ports"], json::parse(R"([{"port":6379,"protocol":"TCP"}])"));
  EXPECT_EQ(spec["egress"][1]["to"][0]["podSelector"]["matchLabels"]["app.kubernetes.io/component"], "redis");
}

void expect_closed(const json& schema, const std::string& where) {
  if (schema.contains("properties")) {
    EXPECT_EQ(schema.value("additionalProperties", json()), false) << where;
  }
  for (const auto& [name, member] : schema.items())
    if (member.is_structured()) expect_closed(member, where + "/" + name);
}

TEST(ASchemaOfValues, KnowsEveryKey) {
  std::ifstream in(kChart + "/values.schema.json");
  expect_closed(json::parse(in), "");
}

}  // namespace
}  // namespace perigee
