#include "perigee/kube/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "perigee/base/error.h"
#include "perigee/kube/credentials.h"
#include "tests/perigee/kube/manual_clock.h"
#include "tests/perigee/kube/temporary_folder.h"

namespace perigee::kube {
namespace {

using ::testing::HasSubstr;

constexpr const char* kCluster = "{server: 'https://k:6443/', certificate-authority: ca.crt}";

class ConfigFile : public ::testing::Test {
 protected:
  Result<Config> read(const std::string& cluster, const std::string& user, const std::string& more = "") {
    folder_.write("config", "current-context: c\ncontexts: [{name: c, context: {cluster: k, user: u" + more +
                                "}}]\nclusters: [{name: k, cluster: " + cluster +
                                "}]\nusers: [{name: u, user: " + user + "}]\n");
    return read_kubeconfig(folder_.path() / "config");
  }
  std::string refusal(const std::string& cluster, const std::string& user) {
    const auto config = read(cluster, user);
    return config ? "accepted" : to_string(config.problems());
  }

  testing::TemporaryFolder folder_;
};

TEST_F(ConfigFile, GivesACertificateByPathBesideItself) {
  const auto config = read(kCluster, "{client-certificate: a.crt, client-key: /b.key}", ", namespace: n");
  ASSERT_TRUE(config) << to_string(config.problems());
  EXPECT_EQ(config->server, "https://k:6443");
  EXPECT_EQ(config->namespace_name, "n");
  EXPECT_EQ(config->ca.file, folder_.path() / "ca.crt");
  EXPECT_EQ(config->certificate.file, folder_.path() / "a.crt");
  EXPECT_EQ(config->key.file, "/b.key");
}

TEST_F(ConfigFile, GivesWhatItHoldsInBase64) {
  const auto config = read("{server: 'https://k', certificate-authority-data: Y2E=}",
                           "{client-certificate-data: Yw==, client-key-data: aw==}");
  ASSERT_TRUE(config) << to_string(config.problems());
  EXPECT_EQ(config->ca.text, "ca");
  EXPECT_EQ(config->certificate.text, "c");
  EXPECT_EQ(config->key.text, "k");
  EXPECT_EQ(config->namespace_name, "default");
}

TEST_F(ConfigFile, GivesATokenAsTextOrFile) {
  EXPECT_EQ(read(kCluster, "{token: t}")->token.text, "t");
  EXPECT_EQ(read(kCluster, "{token: t, tokenFile: f}")->token.file, folder_.path() / "f");
}

TEST_F(ConfigFile, RefusesWhatItDoesNotFollowInWords) {
  EXPECT_THAT(refusal(kCluster, "{exec: {command: aws}}"), HasSubstr("'users/u' is a plugin (exec), and no program"));
  EXPECT_THAT(refusal(kCluster, "{auth-provider: {name: gcp}}"), HasSubstr("auth-provider"));
  EXPECT_THAT(refusal(kCluster, "{username: a, password: b}"), HasSubstr("password"));
  EXPECT_THAT(refusal(kCluster, "{token: t, as: b}"), HasSubstr("somebody else"));
  EXPECT_THAT(refusal(kCluster, "{}"), HasSubstr("neither a certificate nor a token"));
  EXPECT_THAT(refusal(kCluster, "{client-key: k}"), HasSubstr("not both"));
  EXPECT_THAT(refusal("{server: 'http://k'}", "{token: t}"), HasSubstr("not reached by https"));
  EXPECT_THAT(refusal("{server: 'https://k', insecure-skip-tls-verify: true}", "{token: t}"),
              HasSubstr("would not be verified"));
  EXPECT_THAT(refusal("{server: 'https://k', proxy-url: 'http://p'}", "{token: t}"), HasSubstr("proxy"));
  EXPECT_THAT(refusal("{server: 'https://k', tls-server-name: x}", "{token: t}"), HasSubstr("another name"));
  EXPECT_THAT(refusal("{server: 'https://k', certificate-authority-data: '###'}", "{token: t}"),
              HasSubstr("no base64"));
}

TEST_F(ConfigFile, TellsAllThatIsWrongAtOnce) {
  EXPECT_EQ(read("{server: 'http://k', insecure-skip-tls-verify: true}", "{exec: {}, username: a}").problems().size(),
            4u);
}

TEST_F(ConfigFile, NamesTheContextThatIsMissing) {
  ASSERT_TRUE(read(kCluster, "{token: t}"));
  EXPECT_THAT(to_string(read_kubeconfig(folder_.path() / "config", "other").problems()),
              HasSubstr("There is no 'other' among the contexts"));
}

TEST_F(ConfigFile, StandsAnyFile) {
  for (const char* text : {"", "[]", "a: [", "x", "contexts: 1", "contexts: [1]", "current-context: {}",
                           "current-context: c\ncontexts: [{name: c, context: 1}]", "\xff\xfe", "a: b: c"}) {
    folder_.write("config", text);
    EXPECT_FALSE(read_kubeconfig(folder_.path() / "config")) << text;
  }
  EXPECT_THAT(to_string(read_kubeconfig("/nowhere/config").problems()), HasSubstr("can not be read"));
}

class InAPod : public ::testing::Test {
 protected:
  InAPod() {
    folder_.write("token", "t\n");
    folder_.write("ca.crt", "ca");
    folder_.write("namespace", "n\n");
  }
  testing::TemporaryFolder folder_;
  Surroundings surroundings_{"", "10.0.0.1", "443", folder_.path(), "/nowhere"};
};

TEST_F(InAPod, TheServiceAccountIsUsed) {
  const auto config = find_config(surroundings_);
  ASSERT_TRUE(config);
  EXPECT_EQ(config->server, "https://10.0.0.1:443");
  EXPECT_EQ(config->namespace_name, "n");
  EXPECT_EQ(config->token.file, folder_.path() / "token");
}

TEST_F(InAPod, AnAddressOfVersionSixIsBracketed) {
  surroundings_.service_host = "fd00::1";
  EXPECT_EQ(find_config(surroundings_)->server, "https://[fd00::1]:443");
}

TEST_F(InAPod, MissingFilesAreNamed) {
  std::filesystem::remove(folder_.path() / "token");
  std::filesystem::remove(folder_.path() / "ca.crt");
  EXPECT_EQ(find_config(surroundings_).problems().size(), 2u);
}

TEST_F(InAPod, AKubeconfigThatIsNamedComesFirst) {
  surroundings_.kubeconfig = "/nowhere/config";
  EXPECT_THAT(to_string(find_config(surroundings_).problems()), HasSubstr("/nowhere/config can not be read"));
}

TEST(Surrounded, ByNothingAProcessIsToldWhatToDo) {
  EXPECT_THAT(to_string(find_config({"", "", "", "/nowhere", "/nowhere"}).problems()), HasSubstr("Set KUBECONFIG"));
  EXPECT_THAT(to_string(find_config({"/a:/b", "", "", "", ""}).problems()), HasSubstr("several files"));
}

class ByVariables : public ::testing::Test {
 protected:
  void set(const char* name, const char* value) {
    names_.push_back(name);
    ::setenv(name, value, 1);
  }
  void SetUp() override {
    for (const char* name : {"KUBECONFIG", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"}) ::unsetenv(name);
  }
  void TearDown() override {
    for (const char* name : names_) ::unsetenv(name);
  }
  std::vector<const char*> names_;
};

TEST_F(ByVariables, AKubeconfigThatIsNamedWinsOverAllElse) {
  set("KUBERNETES_SERVICE_HOST", "10.0.0.1");
  set("KUBECONFIG", "/from/the/environment");
  EXPECT_EQ(own_surroundings("/from/a/flag").kubeconfig, "/from/a/flag");
}

TEST_F(ByVariables, APodsOwnAccountWinsOverTheEnvironment) {
  set("KUBERNETES_SERVICE_HOST", "10.0.0.1");
  set("KUBERNETES_SERVICE_PORT", "443");
  set("KUBECONFIG", "/from/the/environment");
  EXPECT_EQ(own_surroundings().kubeconfig, "");
  EXPECT_EQ(own_surroundings().service_port, "443");
}

TEST_F(ByVariables, OutsideOfAPodTheEnvironmentNamesTheKubeconfig) {
  set("KUBECONFIG", "/from/the/environment");
  EXPECT_EQ(own_surroundings().kubeconfig, "/from/the/environment");
}

TEST_F(InAPod, ATokenIsReadAgainAfterAMinuteOrOnDemand) {
  testing::ManualClock clock;
  Credentials credentials(*find_config(surroundings_), clock);
  EXPECT_EQ(credentials.current().token, "t");
  folder_.write("token", "t2");
  EXPECT_EQ(credentials.current().token, "t");
  clock.pass(Credentials::kFresh);
  EXPECT_EQ(credentials.current().token, "t2");
  folder_.write("token", "t3");
  folder_.write("ca.crt", "ca2");
  EXPECT_EQ(credentials.renewed().token, "t3");
  EXPECT_EQ(credentials.current().ca, "ca2");
}

TEST_F(InAPod, ATokenThatIsGoneForAMomentLeavesTheOldOne) {
  testing::ManualClock clock;
  Credentials credentials(*find_config(surroundings_), clock);
  std::filesystem::remove(folder_.path() / "token");
  EXPECT_EQ(credentials.renewed().token, "t");
}

TEST_F(InAPod, ATokenThatWouldEndItsLineIsRefused) {
  testing::ManualClock clock;
  folder_.write("token", "a\r\nX-Other: b");
  EXPECT_THROW(Credentials(*find_config(surroundings_), clock), EnvironmentError);
}

}  // namespace
}  // namespace perigee::kube
