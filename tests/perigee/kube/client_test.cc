// The client against a server that fails in every way that servers do.
#include "perigee/kube/client.h"

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <thread>

#include "tests/perigee/kube/https_fixture.h"

namespace perigee::kube {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Exchange;
using ::testing::HasSubstr;
using testing::object_json;
using testing::status_json;

using ClientOfAServer = testing::PlayedServer;

Request request_with_timeout(milliseconds timeout) {
  Request request;
  request.target = "/x";
  request.timeout = timeout;
  return request;
}

TEST_F(ClientOfAServer, GetsAnObject) {
  play([](Exchange& exchange) { exchange.answer(200, object_json("a", 7)); });
  const auto got = client().get(kPods, "a");
  ASSERT_TRUE(got);
  EXPECT_EQ(got->resource_version, 7u);
  EXPECT_EQ(server_->requests()[0].target, "/api/v1/namespaces/n/pods/a");
  EXPECT_EQ(server_->requests()[0].headers.at("authorization"), "Bearer secret-1");
}

TEST_F(ClientOfAServer, SaysWhatItWrites) {
  play([](Exchange& exchange) { exchange.answer(201, object_json("a", 7)); });
  auto client = this->client();
  ASSERT_TRUE(client.create(kJobs, "{}"));
  ASSERT_TRUE(client.merge(kAnalysisJobs, "a", R"({"status":{}})", "status"));
  ASSERT_FALSE(client.remove(kPods, "a", {"u", 9}));
  const auto requests = server_->requests();
  EXPECT_EQ(requests[0].target, "/apis/batch/v1/namespaces/n/jobs?fieldValidation=Strict");
  EXPECT_EQ(requests[0].headers.at("content-type"), "application/json");
  EXPECT_EQ(requests[1].method, "PATCH");
  EXPECT_EQ(requests[1].headers.at("content-type"), "application/merge-patch+json");
  EXPECT_THAT(requests[1].target, HasSubstr("/analysisjobs/a/status?"));
  EXPECT_EQ(requests[2].method, "DELETE");
  EXPECT_THAT(requests[2].body, HasSubstr(R"("preconditions":{"resourceVersion":"9","uid":"u"})"));
}

TEST_F(ClientOfAServer, KeepsItsConnection) {
  play([](Exchange& exchange) { exchange.answer(200, object_json("a", 7)); });
  auto client = this->client();
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(client.get(kPods, "a"));
  EXPECT_EQ(server_->connections(), 1);
}

TEST_F(ClientOfAServer, IsUsedByManyThreadsAtOnce) {
  play([](Exchange& exchange) {
    const std::string& target = exchange.request().target;
    exchange.answer(200, object_json(target.substr(target.rfind('/') + 1), 7));
  });
  auto client = this->client();
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i) {
        const std::string name = "a" + std::to_string(t) + "-" + std::to_string(i);
        const auto got = client.get(kPods, name);
        if (got && got->name == name) ++right;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 200);
}

TEST_F(ClientOfAServer, ReadsAListPageByPage) {
  play([](Exchange& exchange) {
    const bool is_first = exchange.request().target.find("continue=") == std::string::npos;
    exchange.answer(200, R"({"metadata":{"resourceVersion":"9")" + std::string(is_first ? R"(,"continue":"t/=")" : "") +
                             R"(},"items":[)" + object_json(is_first ? "a" : "b", 1) + "]}");
  });
  const auto listed = client().list(kEvents, {{"fieldSelector", "regarding.uid=u"}});
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 2u);
  EXPECT_EQ((*listed)[1].name, "b");
  EXPECT_THAT(server_->requests()[1].target, HasSubstr("fieldSelector=regarding.uid%3Du&limit=500&continue=t%2F%3D"));
}

TEST_F(ClientOfAServer, TellsARefusalAsItsType) {
  play([](Exchange& exchange) { exchange.answer(409, status_json(409, "AlreadyExists")); });
  const auto made = client().create(kJobs, "{}");
  ASSERT_FALSE(made);
  EXPECT_TRUE(made.error().already_exists());
  EXPECT_FALSE(made.error().may_have_happened);
}

TEST_F(ClientOfAServer, HearsWhenToComeAgain) {
  play([](Exchange& exchange) { exchange.answer(429, status_json(429, "TooManyRequests"), "Retry-After: 30\r\n"); });
  const auto got = client().get(kPods, "a");
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().retry_after, seconds(30));
  EXPECT_TRUE(got.error().is_transient());
}

TEST_F(ClientOfAServer, TellsAPageOfAProxyFromAnAnswer) {
  play([](Exchange& exchange) { exchange.answer(502, "<html>Bad Gateway</html>", "Content-Type: text/html\r\n"); });
  const auto got = client().get(kPods, "a");
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, 502);
  EXPECT_EQ(got.error().reason, "");
}

TEST_F(ClientOfAServer, TakesNothingElseForTheObject) {
  const std::vector<std::string> bodies = {
      "", "x", "[]", "{}", R"({"metadata":{"name":"a"}})", object_json("a", 7).substr(5)};
  std::atomic<std::size_t> next = 0;
  play([&](Exchange& exchange) { exchange.answer(200, bodies[next++]); });
  auto client = this->client();
  for (const auto& body : bodies) {
    const auto got = client.get(kPods, "a");
    ASSERT_FALSE(got) << body;
    EXPECT_EQ(got.error().kind, ApiError::Kind::malformed) << body;
  }
}

TEST_F(ClientOfAServer, FollowsNoRedirection) {
  play([&](Exchange& exchange) { exchange.answer(302, "", "Location: " + server_->url() + "/elsewhere\r\n"); });
  EXPECT_FALSE(client().get(kPods, "a"));
  EXPECT_EQ(server_->requests().size(), 1u);
}

TEST_F(ClientOfAServer, OwnsThatALostAnswerMayHaveBeenAWrite) {
  play([](Exchange& exchange) { exchange.reset(); });
  const auto made = client().create(kJobs, "{}");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ApiError::Kind::unreachable);
  EXPECT_TRUE(made.error().may_have_happened);
}

TEST_F(ClientOfAServer, KnowsWhenNothingWasSent) {
  play([](Exchange&) {});
  auto client = this->client();
  server_.reset();
  const auto made = client.create(kJobs, "{}");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ApiError::Kind::unreachable);
  EXPECT_FALSE(made.error().may_have_happened);
}

TEST_F(ClientOfAServer, NoticesAnAnswerThatWasCutOff) {
  play([](Exchange& exchange) {
    exchange.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" + object_json("a", 7));
    exchange.reset();
  });
  EXPECT_FALSE(client().get(kPods, "a"));
}

TEST_F(ClientOfAServer, NoticesAStreamThatIsClosedWithoutItsEnd) {
  play([](Exchange& exchange) {
    exchange.begin_chunks();
    exchange.chunk(object_json("a", 7));
    exchange.close();
  });
  EXPECT_FALSE(client().get(kPods, "a"));
}

TEST_F(ClientOfAServer, WaitsForASilentServerNoLongerThanItWasTold) {
  play([](Exchange& exchange) { exchange.wait_for_client_to_leave(); });
  const auto got = client().call(request_with_timeout(milliseconds(200)));
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().kind, ApiError::Kind::timeout);
  EXPECT_TRUE(got.error().may_have_happened);
}

TEST_F(ClientOfAServer, GivesUpWhatIsOnItsWayWhenItEnds) {
  play([](Exchange& exchange) { exchange.wait_for_client_to_leave(); });
  auto client = this->client();
  auto answer = std::async(std::launch::async, [&] { return client.call(request_with_timeout(seconds(60))); });
  while (server_->requests().empty()) std::this_thread::sleep_for(milliseconds(2));
  http_.reset();
  const auto got = answer.get();
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().kind, ApiError::Kind::stopped);
}

TEST_F(ClientOfAServer, SendsNothingToAServerOfAnotherAuthority) {
  play([](Exchange& exchange) { exchange.answer(200, object_json("a", 7)); });
  const auto got = client("other-ca").get(kPods, "a");
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().kind, ApiError::Kind::unverified);
  EXPECT_FALSE(got.error().may_have_happened);
  EXPECT_EQ(server_->connections(), 1);
  EXPECT_TRUE(server_->requests().empty());
}

TEST_F(ClientOfAServer, SendsNothingToAServerOfAnotherName) {
  play([](Exchange& exchange) { exchange.answer(200, object_json("a", 7)); }, "misnamed");
  const auto got = client().get(kPods, "a");
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().kind, ApiError::Kind::unverified);
  EXPECT_TRUE(server_->requests().empty());
}

TEST_F(ClientOfAServer, ReadsARefusedTokenAgainAndAsksOnce) {
  play([this](Exchange& exchange) {
    if (exchange.request().headers.at("authorization") == "Bearer secret-2")
      return exchange.answer(200, object_json("a", 7));
    folder_.write("token", "secret-2");
    exchange.answer(401, status_json(401, "Unauthorized"));
  });
  EXPECT_TRUE(client().get(kPods, "a"));
  EXPECT_EQ(server_->requests().size(), 2u);
}

TEST_F(ClientOfAServer, DoesNotInsistOnATokenThatIsRefusedTwice) {
  play([](Exchange& exchange) { exchange.answer(401, status_json(401, "Unauthorized")); });
  const auto got = client().get(kPods, "a");
  ASSERT_FALSE(got);
  EXPECT_TRUE(got.error().is_denied());
  EXPECT_EQ(server_->requests().size(), 2u);
}

TEST_F(ClientOfAServer, TellsAnObserverWhatBecameOfEachRequest) {
  play([](Exchange& exchange) { exchange.answer(404, status_json(404, "NotFound")); });
  std::vector<std::string> seen;
  {
    Http http(config(), system_clock(), [&](const Answered& answered) {
      seen.push_back(std::string(answered.method) + " " + std::to_string(answered.code));
      EXPECT_GT(answered.took.count(), 0);
    });
    EXPECT_FALSE(Client(http, "n").get(kPods, "a"));
    EXPECT_TRUE(Client(http, "n").remove(kPods, "a", {}));
  }
  EXPECT_THAT(seen, ::testing::ElementsAre("GET 404", "DELETE 404"));
}

TEST_F(ClientOfAServer, NeverShowsItsToken) {
  play([](Exchange& exchange) { exchange.answer(403, status_json(403, "Forbidden")); });
  EXPECT_EQ(to_string(client().get(kPods, "a").error()).find("secret"), std::string::npos);
}

}  // namespace
}  // namespace perigee::kube
