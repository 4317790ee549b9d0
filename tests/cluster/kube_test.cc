// The client against a real API server: what its double can only claim.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "perigee/kube/client.h"
#include "perigee/kube/elector.h"
#include "perigee/kube/events.h"
#include "perigee/kube/reflector.h"
#include "tests/cluster/api_server.h"
#include "tests/support/comes_true.h"

namespace perigee::kube {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ApiServer;
using testing::comes_true;
using ::testing::HasSubstr;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string job(const std::string& name, const std::string& more = "") {
  return R"({"apiVersion":"perigee.dev/v1alpha1","kind":"AnalysisJob","metadata":{"name":")" + name + R"("},"spec":{)" +
         R"("analysis":"timeline","dataset":"launches")" + more + "}}";
}

// The sockets of this process that are connected to the API server.
std::set<int> connections() {
  std::map<std::string, int> ours;  // by inode
  for (const auto& fd : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const std::string link = std::filesystem::read_symlink(fd, gone).string();
    if (link.starts_with("socket:[")) ours[link.substr(8, link.size() - 9)] = std::stoi(fd.path().filename());
  }
  std::set<int> found;
  std::ifstream table("/proc/thread-self/net/tcp");
  for (std::string line; std::getline(table, line);) {
    std::istringstream words(line);
    std::vector<std::string> word(std::istream_iterator<std::string>(words), {});
    if (word.size() <= 9 || !word[2].ends_with(":192B")) continue;
    if (const auto own = ours.find(word[9]); own != ours.end()) found.insert(own->second);
  }
  return found;
}

class ARealServer : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    unavailable_ = ApiServer::unavailable();
    if (!unavailable_.empty()) return;
    server_ = std::make_unique<ApiServer>();
    const auto applied = server_->kubectl("apply -f " + std::string(PERIGEE_SOURCE_DIR) + "/crds");
    ASSERT_EQ(applied.code, 0) << applied.out;
    const auto established = server_->kubectl("wait --for=condition=Established crd/analysisjobs.perigee.dev");
    ASSERT_EQ(established.code, 0) << established.out;
  }
  static void TearDownTestSuite() { server_.reset(); }

  void SetUp() override {
    if (!unavailable_.empty()) GTEST_SKIP() << unavailable_;
    http_ = std::make_unique<Http>(config());
    client_ = std::make_unique<Client>(*http_, "default");
  }

  static Config config() {
    auto config = read_kubeconfig(server_->file("kubeconfig"));
    EXPECT_TRUE(config) << to_string(config.problems());
    return *config;
  }

  static inline std::unique_ptr<ApiServer> server_;
  static inline std::string unavailable_;
  std::unique_ptr<Http> http_;
  std::unique_ptr<Client> client_;
};

TEST_F(ARealServer, MakesChangesAndDeletes) {
  const auto made = client_->create(kAnalysisJobs, job("a"));
  ASSERT_TRUE(made) << to_string(made.error());
  EXPECT_EQ(made->json.find("managedFields"), std::string::npos);
  EXPECT_TRUE(client_->create(kAnalysisJobs, job("a")).error().already_exists());

  const auto changed = client_->merge(kAnalysisJobs, "a", R"({"status":{"state":"Running","attempts":1}})", "status");
  ASSERT_TRUE(changed) << to_string(changed.error());
  EXPECT_GT(changed->resource_version, made->resource_version);
  EXPECT_EQ(json::parse(client_->get(kAnalysisJobs, "a")->json)["status"]["state"], "Running");

  const auto stale = client_->replace(kAnalysisJobs, "a", made->json);
  ASSERT_FALSE(stale);
  EXPECT_TRUE(stale.error().is_conflict()) << to_string(stale.error());

  const auto kept = client_->remove(kAnalysisJobs, "a", {"another-uid", 0});
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->is_conflict()) << to_string(*kept);
  EXPECT_FALSE(client_->remove(kAnalysisJobs, "a", {made->uid, 0}));
  EXPECT_TRUE(client_->get(kAnalysisJobs, "a").error().is_not_found());
}

TEST_F(ARealServer, NamesWhatIsWrongWithAnObject) {
  const auto refused = client_->create(kAnalysisJobs, job("b", R"(,"backoffLimit":-1,"output":{"width":1})"));
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is_invalid());
  std::set<std::string> fields;
  for (const auto& cause : refused.error().causes) fields.insert(cause.field);
  EXPECT_TRUE(fields.contains("spec.backoffLimit") && fields.contains("spec.output.width"))
      << to_string(refused.error());
  EXPECT_THAT(to_string(client_->create(kAnalysisJobs, job("b", R"(,"datset":1)")).error()), HasSubstr("datset"));
}

TEST_F(ARealServer, SharesOneConnectionAmongManyRequests) {
  std::mutex mutex;
  std::condition_variable done;
  int ended = 0, failed = 0;
  std::size_t most = 0;
  for (int i = 0; i < 80; ++i) {
    Request request;
    request.target = "/api/v1/namespaces";
    http_->start(request, {[](auto) {},
                           [&](const auto& error) {
                             const std::lock_guard lock(mutex);
                             most = std::max(most, connections().size());
                             if (error) ++failed;
                             if (++ended == 80) done.notify_one();
                           }});
  }
  std::unique_lock lock(mutex);
  ASSERT_TRUE(done.wait_for(lock, seconds(30), [&] { return ended == 80; }));
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(most, 1u);  // HTTP/2, or there would be many
}

TEST_F(ARealServer, IsFollowedByACache) {
  for (int i = 0; i < 25; ++i) ASSERT_TRUE(client_->create(kAnalysisJobs, job("listed-" + std::to_string(i))));
  InformerSettings settings;
  settings.page = 10;
  std::mutex mutex;
  std::vector<std::string> told;
  Reflector cache(
      *http_, Collection{kAnalysisJobs, "default", {}, {}},
      [&](const Change& change) {
        const std::lock_guard lock(mutex);
        told.push_back(change.object.name);
      },
      settings);
  ASSERT_TRUE(comes_true([&] { return cache.is_synced(); }));
  EXPECT_EQ(cache.size(), 25u);
  EXPECT_EQ(connections().size(), 2u);  // the watch has one to itself

  const auto start = std::chrono::steady_clock::now();
  const auto made = client_->create(kAnalysisJobs, job("watched"));
  ASSERT_TRUE(comes_true([&] { return cache.find("watched").has_value(); }));
  std::printf("create → seen in the cache: %.1f ms\n", seconds_since(start) * 1000);
  EXPECT_EQ(cache.find("watched")->json, made->json);
  EXPECT_EQ(cache.version(), made->resource_version);

  ASSERT_TRUE(client_->merge(kAnalysisJobs, "watched", R"({"status":{"state":"Running"}})", "status"));
  EXPECT_TRUE(comes_true([&] { return cache.find("watched")->json.find("Running") != std::string::npos; }));
  const auto listed = client_->list(kAnalysisJobs);
  ASSERT_TRUE(listed);
  for (const auto& object : *listed) ASSERT_FALSE(client_->remove(kAnalysisJobs, object.name, {}));
  EXPECT_TRUE(comes_true([&] { return cache.size() == 0; }));
}

// libcurl keeps all connections to a server together, and would give a request one that a watch has in use.
TEST_F(ARealServer, NeverSendsARequestOnTheConnectionOfAWatch) {
  ASSERT_EQ(client_->get(kAnalysisJobs, "none").error().code, 404);
  const auto shared = connections();
  ASSERT_EQ(shared.size(), 1u);
  Reflector cache(*http_, Collection{kAnalysisJobs, "default", {}, {}}, [](const Change&) {});
  ASSERT_TRUE(comes_true([&] { return cache.is_synced() && connections().size() == 2; }));

  ASSERT_EQ(::shutdown(*shared.begin(), SHUT_RDWR), 0);  // the watch's is the oldest now

  for (int i = 0; i < 20; ++i) {
    const auto answer = client_->get(kAnalysisJobs, "none");
    EXPECT_EQ(answer.error().code, 404) << to_string(answer.error());
    EXPECT_LE(connections().size(), 2u);
  }
}

TEST_F(ARealServer, KnowsATokenAndWhatItMayDo) {
  const std::string accounts = "/api/v1/namespaces/default/serviceaccounts";
  ASSERT_EQ(server_->request("POST", accounts, R"({"metadata":{"name":"tester"}})").status, 201);
  const auto made = server_->request("POST", accounts + "/tester/token",
                                     R"({"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}})");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string token = json::parse(made.body)["status"]["token"];
  std::ofstream(server_->file("token")) << "worn-out";
  Config config = ARealServer::config();
  config.certificate = config.key = {};
  config.token = {"", server_->file("token")};
  Http http(config);
  Client client(http, "default");
  EXPECT_EQ(client.get(kPods, "a").error().code, 401);
  std::ofstream(server_->file("token")) << token;
  const auto forbidden = client.get(kPods, "a");  // 401, read again, 403
  ASSERT_FALSE(forbidden);
  EXPECT_EQ(forbidden.error().code, 403) << to_string(forbidden.error());
  EXPECT_EQ(forbidden.error().reason, "Forbidden");
}

TEST_F(ARealServer, TellsItsCounterpartByItsCertificate) {
  Config config = ARealServer::config();
  config.ca = {"", server_->file("admin.crt")};
  Http http(config);
  EXPECT_EQ(Client(http, "default").get(kPods, "a").error().kind, ApiError::Kind::unverified);
}

// One process that stands for election.
struct Candidate {
  explicit Candidate(const Config& config, const std::string& identity) : http(config) {
    ElectionSettings settings;
    settings.identity = identity;
    settings.lease = seconds(3);
    settings.renew = milliseconds(500);
    settings.deadline = milliseconds(2000);
    elector = std::make_unique<Elector>(http, "default", "perigee", settings, [](bool) {});
  }
  Http http;
  std::unique_ptr<Elector> elector;
};

TEST_F(ARealServer, HasOneLeaderOfTwo) {
  auto a = std::make_unique<Candidate>(config(), "a");
  ASSERT_TRUE(comes_true([&] { return a->elector->leads(); }));
  auto b = std::make_unique<Candidate>(config(), "b");
  ASSERT_TRUE(comes_true([&] { return b->elector->holder() == "a"; }));
  std::this_thread::sleep_for(seconds(4));  // longer than the lease: it is renewed
  EXPECT_TRUE(a->elector->leads());
  EXPECT_FALSE(b->elector->leads());

  auto start = std::chrono::steady_clock::now();
  ASSERT_TRUE(a->elector->stop(seconds(5)));
  EXPECT_FALSE(a->elector->leads());
  ASSERT_TRUE(comes_true([&] { return b->elector->leads(); }));
  std::printf("given back → taken over: %.0f ms\n", seconds_since(start) * 1000);
  EXPECT_LT(seconds_since(start), 0.5);

  a = std::make_unique<Candidate>(config(), "a2");
  ASSERT_TRUE(comes_true([&] { return a->elector->holder() == "b"; }));
  start = std::chrono::steady_clock::now();
  b.reset();  // without giving it back
  ASSERT_TRUE(comes_true([&] { return a->elector->leads(); }));
  std::printf("holder died → taken over: %.1f s of a lease of 3 s\n", seconds_since(start));
  EXPECT_LT(seconds_since(start), 5);
  ASSERT_TRUE(a->elector->stop(seconds(5)));
}

TEST_F(ARealServer, ShowsOneEventWithItsCount) {
  const auto made = client_->create(kAnalysisJobs, job("told"));
  ASSERT_TRUE(made);
  Events events(*http_, "default", {"perigee.dev/controller", "test"});
  const EventNote note{"perigee.dev/v1alpha1",
                       "AnalysisJob",
                       "default",
                       "told",
                       made->uid,
                       EventNote::Type::warning,
                       "ImagePullFailed",
                       "Wait",
                       "The image can not be pulled."};
  for (int i = 0; i < 20; ++i) events.note(note);
  const Query about = {{"fieldSelector", "regarding.name=told"}};
  const auto is_series = [&] {
    const auto listed = client_->list(kEvents, about);
    return listed && listed->size() == 1 && json::parse(listed->front().json).contains("series");
  };
  EXPECT_TRUE(comes_true(is_series));
  EXPECT_EQ(events.dropped(), 0u);
  EXPECT_THAT(server_->kubectl("describe aj told").out, HasSubstr("ImagePullFailed"));
  EXPECT_FALSE(client_->remove(kAnalysisJobs, "told", {made->uid, made->resource_version}));
}

}  // namespace
}  // namespace perigee::kube
