// What RBAC grants to Perigee's accounts is what the API server's audit log saw them use, after the other tests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/cluster/ground.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using ::testing::AnyOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using Rights = std::set<std::string>;  // "create batch/jobs"

std::string right(const std::string& verb, const std::string& group, const std::string& resource) {
  return verb + " " + (group.empty() ? "" : group + "/") + resource;
}

bool has(const json& binding, const std::string& account, const std::string& namespace_name) {
  for (const json& subject : binding.value("subjects", json::array())) {
    const bool is_everybody =
        subject["kind"] == "Group" && subject["name"] == "system:serviceaccounts:" + namespace_name;
    if (is_everybody || (subject["name"] == account && subject.value("namespace", "") == namespace_name)) return true;
  }
  return false;
}

class RightsOfAccounts : public OnACluster {
 protected:
  void SetUp() override {
    OnACluster::SetUp();
    if (!IsSkipped() && !cluster().is_own()) GTEST_SKIP() << "another cluster's audit log can not be read";
  }

  static std::string account(const std::string& part) { return perigee().name() + "-perigee-" + part; }

  // The names of the roles that are bound to the account, here or in the whole cluster.
  static std::vector<std::string> roles_of(const std::string& account) {
    std::vector<std::string> roles;
    const json bindings = perigee().object("rolebindings,clusterrolebindings --all-namespaces");
    for (const json& binding : bindings["items"])
      if (has(binding, account, perigee().name()))
        roles.push_back(binding["kind"].get<std::string>() + " " + binding["roleRef"]["name"].get<std::string>());
    return roles;
  }

  static Rights granted(const std::string& account) {
    Rights all;
    const json role = perigee().object("role/" + account);
    for (const json& rule : role["rules"])
      for (const json& group : rule["apiGroups"])
        for (const json& resource : rule["resources"])
          for (const json& verb : rule["verbs"]) all.insert(right(verb, group, resource));
    return all;
  }

  struct Use {
    Rights allowed, refused;  // refused for good: a server that has just started has not read its roles yet
  };
  static Use used_by(const std::string& account) {
    const std::string user = "system:serviceaccount:" + perigee().name() + ":" + account;
    std::ifstream log(cluster().folder() + "/audit.log");
    Use use;
    for (std::string line; std::getline(log, line);) {
      if (line.find(user) == std::string::npos) continue;
      const json event = json::parse(line);
      if (!event.contains("objectRef") || event["user"]["username"] != user) continue;
      const json& object = event["objectRef"];
      std::string resource = object.value("resource", "");
      if (object.contains("subresource")) resource += "/" + object["subresource"].get<std::string>();
      const bool is_refused = event.value("/responseStatus/code"_json_pointer, 0) == 403;
      (is_refused ? use.refused : use.allowed).insert(right(event["verb"], object.value("apiGroup", ""), resource));
    }
    std::erase_if(use.refused, [&](const std::string& one) { return use.allowed.contains(one); });
    return use;
  }
};

// Of those that speak to the API server.
class RightsOf : public RightsOfAccounts, public ::testing::WithParamInterface<const char*> {};

TEST_P(RightsOf, AreThoseThatItUsed) {
  const Use use = used_by(account(GetParam()));
  EXPECT_EQ(granted(account(GetParam())), use.allowed);
  EXPECT_EQ(use.refused, Rights{});
}

TEST_P(RightsOf, ComeFromItsOwnRoleAlone) {
  EXPECT_THAT(roles_of(account(GetParam())), ElementsAre("RoleBinding " + account(GetParam())));
}

TEST_P(RightsOf, AreNeitherAllNorSecrets) {
  EXPECT_FALSE(granted(account(GetParam())).empty());
  EXPECT_THAT(granted(account(GetParam())), Each(Not(AnyOf(HasSubstr("*"), HasSubstr("secrets")))));
}

INSTANTIATE_TEST_SUITE_P(Accounts, RightsOf, ::testing::Values("api", "controller"),
                         [](const auto& part) { return part.param; });

TEST_F(RightsOfAccounts, ThatRunHaveNone) {
  EXPECT_THAT(roles_of(account("runner")), ElementsAre());
  EXPECT_EQ(used_by(account("runner")).allowed, Rights{});
}

}  // namespace
}  // namespace perigee::testing
