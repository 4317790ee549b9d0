// The Kubernetes executor in this process, with a real Redis, against an API server that answers as each test wants.
#include "api/kubernetes/kubernetes_executor.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "perigee/base/error.h"
#include "tests/perigee/kube/https_fixture.h"
#include "tests/support/redis_server.h"

namespace perigee::api {
namespace {

using perigee::testing::Exchange;
using perigee::testing::object_json;
using perigee::testing::RedisServer;
using perigee::testing::status_json;
using ::testing::HasSubstr;

class KubernetesExecutorTest : public perigee::testing::PlayedServer {
 protected:
  void SetUp() override {
    if (!RedisServer::available()) GTEST_SKIP() << "no redis-server is installed";
    redis_ = std::make_unique<RedisServer>();
    pool_ = std::make_unique<RedisPool>(*parse_redis_url(redis_->url()), RedisTimeouts{}, 8);
  }

  // Of a server that plays already.
  std::unique_ptr<Executor> executor() {
    folder_.write("token", "secret-1");
    folder_.write("kubeconfig",
                  "current-context: c\ncontexts: [{name: c, context: {cluster: k, user: u}}]\n"
                  "clusters: [{name: k, cluster: {server: '" +
                      server_->url() + "', certificate-authority: " + (certificates_->path() / "ca.crt").string() +
                      "}}]\nusers: [{name: u, user: {tokenFile: token}}]\n");
    auto made = make_kubernetes_executor({(folder_.path() / "kubeconfig").string(), "n"}, *pool_);
    EXPECT_TRUE(made) << to_string(made.problems());
    return *std::move(made);
  }

  static JobSpec spec() {
    JobSpec spec;
    spec.analysis = "timeline";
    return spec;
  }

  JobRecord submitted(Executor& executor) { return executor.submit(spec(), {}, "request-1")->record; }

  // How a job stands whose POST was answered so.
  JobRecord after(int code, const std::string& body) {
    play([=](Exchange& exchange) { exchange.answer(code, body); });
    return submitted(*executor());
  }

  Jobs jobs() { return Jobs(*pool_); }

  std::unique_ptr<RedisServer> redis_;
  std::unique_ptr<RedisPool> pool_;
};

TEST_F(KubernetesExecutorTest, AMadeAnalysisJobGivesTheRecordItsUid) {
  const auto record = after(201, object_json("a", 7));
  EXPECT_EQ(record.state, JobState::queued);
  EXPECT_EQ(record.uid, "uid-of-a");
  EXPECT_EQ(jobs().find(record.id)->uid, "uid-of-a");
  EXPECT_EQ(server_->requests()[0].target,
            "/apis/perigee.dev/v1alpha1/namespaces/n/analysisjobs?fieldValidation=Strict");
  EXPECT_THAT(server_->requests()[0].body, HasSubstr("\"name\":\"" + record.id + "\""));
}

TEST_F(KubernetesExecutorTest, WhatMayWorkLaterKeepsTheJobAccepted) {
  for (const int code : {408, 429, 500, 502, 503, 504}) {
    const auto record = after(code, status_json(code, "Whatever"));
    EXPECT_EQ(record.state, JobState::accepted) << code;
    EXPECT_EQ(jobs().find(record.id)->state, JobState::accepted) << code;
  }
}

TEST_F(KubernetesExecutorTest, AnObjectThatIsThereAlreadyIsSuccess) {
  EXPECT_EQ(after(409, status_json(409, "AlreadyExists")).state, JobState::accepted);
}

TEST_F(KubernetesExecutorTest, ARefusalFailsTheJobInTheServersWords) {
  for (const int code : {400, 401, 403, 404, 413, 422}) {
    const auto record = after(code, status_json(code, "Because", "the server says no"));
    EXPECT_EQ(record.state, JobState::failed) << code;
    EXPECT_EQ(record.failure->reason, "Refused") << code;
    EXPECT_THAT(record.failure->message, HasSubstr("the server says no")) << code;
  }
}

TEST_F(KubernetesExecutorTest, AnAnswerThatMakesNoSenseKeepsTheJobAccepted) {
  EXPECT_EQ(after(201, "<html>").state, JobState::accepted);
  EXPECT_EQ(after(201, "{}").state, JobState::accepted);
}

TEST_F(KubernetesExecutorTest, TheSameKeySentAgainTriesAgain) {
  std::atomic<int> asked = 0;
  play([&](Exchange& exchange) {
    if (++asked == 1) return exchange.answer(503, status_json(503, "ServiceUnavailable"));
    exchange.answer(201, object_json("a", 7));
  });
  const auto executor = this->executor();
  const Idempotency once{"key", "body"};
  const auto first = executor->submit(spec(), once, ""), again = executor->submit(spec(), once, "");
  const auto third = executor->submit(spec(), once, "");
  EXPECT_EQ(first->record.state, JobState::accepted);
  EXPECT_EQ(again->record.state, JobState::queued);
  EXPECT_EQ(again->record.id, first->record.id);
  EXPECT_TRUE(third->replayed);
  EXPECT_EQ(asked, 2);
}

TEST_F(KubernetesExecutorTest, ACancellationNamesTheUidAndEndsTheRecordWhateverTheServerSays) {
  play([](Exchange& exchange) {
    if (exchange.request().method == "POST") return exchange.answer(201, object_json("a", 7));
    exchange.answer(503, status_json(503, "ServiceUnavailable"));
  });
  const auto executor = this->executor();
  const auto id = submitted(*executor).id;
  EXPECT_TRUE(executor->cancel(id));
  EXPECT_EQ(jobs().find(id)->state, JobState::cancelled);
  EXPECT_EQ(server_->requests().back().body, R"({"metadata":{"uid":"uid-of-a"},"spec":{"cancel":true}})");
  EXPECT_FALSE(executor->cancel("nobody"));
}

TEST_F(KubernetesExecutorTest, ACancellationLooksAgainWhenTheRecordGetsItsUidMeanwhile) {
  std::string id;
  play([&](Exchange& exchange) {
    if (exchange.request().method == "POST") return exchange.answer(503, status_json(503, "ServiceUnavailable"));
    (void)jobs().adopt(id, "late");  // the controller's sweep was faster
    exchange.answer(404, status_json(404, "NotFound"));
  });
  const auto executor = this->executor();
  id = submitted(*executor).id;
  EXPECT_TRUE(executor->cancel(id));
  EXPECT_EQ(jobs().find(id)->state, JobState::cancelled);
  EXPECT_THAT(server_->requests().back().body, HasSubstr("late"));
}

TEST_F(KubernetesExecutorTest, AJobIsDeletedWithItsAnalysisJobOrNotAtAll) {
  std::atomic<int> code = 503;
  play([&](Exchange& exchange) {
    if (exchange.request().method == "POST") return exchange.answer(201, object_json("a", 7));
    exchange.answer(code, status_json(code, "Told"));
  });
  const auto executor = this->executor();
  const auto id = submitted(*executor).id;
  EXPECT_FALSE(executor->remove(id));  // it has not ended
  executor->cancel(id);
  EXPECT_THROW(executor->remove(id), EnvironmentError);
  EXPECT_TRUE(jobs().find(id));
  code = 404;
  EXPECT_TRUE(executor->remove(id));
  EXPECT_FALSE(jobs().find(id));
  EXPECT_FALSE(executor->remove(id));
}

TEST_F(KubernetesExecutorTest, ManyAtOnceAreAllMade) {
  play([](Exchange& exchange) { exchange.answer(201, object_json("a", 7)); });
  const auto executor = this->executor();
  std::atomic<int> queued = 0;
  std::vector<std::thread> clients;
  for (int client = 0; client < 8; ++client)
    clients.emplace_back([&] {
      for (int job = 0; job < 5; ++job) queued += submitted(*executor).state == JobState::queued;
      (void)executor->not_ready();
    });
  for (auto& client : clients) client.join();
  EXPECT_EQ(queued, 40);
}

TEST_F(KubernetesExecutorTest, ReadinessIsAskedForAtMostOnceInSeconds) {
  play([](Exchange& exchange) { exchange.answer(404, "404 page not found"); });
  const auto executor = this->executor();
  for (int i = 0; i < 100; ++i) EXPECT_THAT(executor->not_ready(), HasSubstr("does not know AnalysisJobs"));
  EXPECT_LE(server_->requests().size(), 5u);
}

TEST_F(KubernetesExecutorTest, WithoutAClusterThereIsNone) {
  const auto made = make_kubernetes_executor({"/nowhere/config", ""}, *pool_);
  ASSERT_FALSE(made);
  EXPECT_THAT(to_string(made.problems()), HasSubstr("/nowhere/config can not be read"));
}

}  // namespace
}  // namespace perigee::api
