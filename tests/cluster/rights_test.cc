// What RBAC grants to Perigee's accounts is what the API server's audit log saw them use, after the other tests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/cluster/ground.h"

namespace perigee::testing {
namespace {

using nlohmann::json;

using Rights = std::set<std::string>;  // "create batch/jobs"

std::string right(const std::string& verb, const std::string& group, const std::string& resource) {
  return verb + " " + (group.empty() ? "" : group + "/") + resource;
}

// What the controller does after a crash between two writes, or when the same has to be told again and again.
const Rights kRare = {"create perigee.dev/analysisjobs", "get batch/jobs", "patch events.k8s.io/events"};

Rights without(const Rights& all, const Rights& some) {
  Rights rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::inserter(rest, rest.end()));
  return rest;
}

class RightsOfAccounts : public OnACluster {
 protected:
  static Rights granted(const std::string& role) {
    Rights all;
    const json object = perigee().object("role/" + role);
    for (const json& rule : object["rules"])
      for (const json& group : rule["apiGroups"])
        for (const json& resource : rule["resources"])
          for (const json& verb : rule["verbs"]) all.insert(right(verb, group, resource));
    return all;
  }

  struct Use {
    Rights allowed, refused;
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
    return use;
  }
};

TEST_F(RightsOfAccounts, AreThoseThatAreUsed) {
  perigee();
  if (!cluster().is_own()) GTEST_SKIP() << "another cluster's audit log can not be read";
  for (const std::string part : {"api", "controller"}) {
    const Use use = used_by(perigee().name() + "-perigee-" + part);
    const Rights granted = this->granted(perigee().name() + "-perigee-" + part);
    EXPECT_EQ(without(use.allowed, granted), Rights{}) << part;
    EXPECT_THAT(kRare, ::testing::IsSupersetOf(without(granted, use.allowed))) << part;
    EXPECT_EQ(use.refused, Rights{}) << part;
  }
  const Use runner = used_by(perigee().name() + "-perigee-runner");
  EXPECT_EQ(runner.allowed, Rights{});
}

}  // namespace
}  // namespace perigee::testing
