// A cache over the wire, against a server that fails as watches fail.
#include "perigee/kube/reflector.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

#include "tests/perigee/kube/https_fixture.h"

namespace perigee::kube {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::Contains;
using testing::Exchange;
using ::testing::HasSubstr;
using testing::object_json;
using testing::status_json;

std::string list_of(const std::string& items, int version) {
  return R"({"metadata":{"resourceVersion":")" + std::to_string(version) + R"("},"items":[)" + items + "]}";
}

std::string event(const std::string& type, const std::string& name, int version) {
  return R"({"type":")" + type + R"(","object":)" + object_json(name, version) + "}\n";
}

bool is_watch(const Exchange& exchange) { return exchange.request().target.find("watch=1") != std::string::npos; }

class CacheOfAServer : public testing::PlayedServer {
 protected:
  // Answers lists with `list`, and the watches, counted from 0, with `watch`.
  void play_watches(std::string list, std::function<void(Exchange&, int)> watch) {
    play([this, list = std::move(list), watch = std::move(watch)](Exchange& exchange) {
      if (!is_watch(exchange)) return exchange.answer(200, list);
      exchange.begin_chunks();
      watch(exchange, watches_++);
    });
  }

  void reflect(std::chrono::seconds idle = seconds(90)) {
    http_ = std::make_unique<Http>(config());
    InformerSettings settings;
    settings.backoff = {milliseconds(5), milliseconds(50)};
    settings.idle = idle;
    reflector_ = std::make_unique<Reflector>(
        *http_, Collection{kPods, "n", {{"labelSelector", "a=b"}}, {}}, [this](const Change& change) { note(change); },
        settings);
  }

  void note(const Change& change) {
    const std::lock_guard lock(mutex_);
    seen_.push_back(change.object.name);
    changed_.notify_all();
  }

  bool sees(const std::string& name) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, seconds(20), [&] { return std::count(seen_.begin(), seen_.end(), name) > 0; });
  }

  void TearDown() override {
    reflector_.reset();
    http_.reset();
  }

  std::atomic<int> watches_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> seen_;
  std::unique_ptr<Reflector> reflector_;
};

TEST_F(CacheOfAServer, HoldsWhatWasListedAndWhatWasWatched) {
  play_watches(list_of(object_json("a", 3), 9), [](Exchange& exchange, int) {
    exchange.chunk(event("ADDED", "b", 10) + event("DELETED", "a", 11));
    exchange.wait_for_client_to_leave();
  });
  reflect();
  ASSERT_TRUE(sees("b"));
  EXPECT_TRUE(reflector_->is_synced());
  EXPECT_TRUE(reflector_->find("b"));
  const auto requests = server_->requests();
  EXPECT_THAT(requests[0].target, HasSubstr("/pods?labelSelector=a%3Db&limit=500"));
  EXPECT_THAT(requests[1].target, HasSubstr("resourceVersion=9&timeoutSeconds="));
}

TEST_F(CacheOfAServer, GivesTheWatchAConnectionOfItsOwn) {
  play_watches(list_of("", 9), [](Exchange& exchange, int) {
    exchange.chunk(event("ADDED", "b", 10));
    exchange.wait_for_client_to_leave();
  });
  reflect();
  ASSERT_TRUE(sees("b"));
  Client client(*http_, "n");
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(client.get(kPods, "x"));  // answered with a list
  EXPECT_LE(server_->connections(), 2);
}

TEST_F(CacheOfAServer, SurvivesAResetInTheMiddleOfALine) {
  play_watches(list_of("", 9), [](Exchange& exchange, int watch) {
    const std::string line = event("ADDED", "b", 10);
    if (watch > 0) {
      exchange.chunk(line);
      return exchange.wait_for_client_to_leave();
    }
    exchange.chunk(line.substr(0, line.size() / 2));
    exchange.reset();
  });
  reflect();
  EXPECT_TRUE(sees("b"));
  EXPECT_THAT(server_->requests().back().target, HasSubstr("resourceVersion=9&"));
}

TEST_F(CacheOfAServer, SurvivesAChunkThatIsCutOff) {
  play_watches(list_of("", 9), [](Exchange& exchange, int watch) {
    if (watch == 0) {
      exchange.raw("ffff\r\n" + event("ADDED", "b", 10) + R"({"type":"ADD)");
      return exchange.close();
    }
    exchange.chunk(event("ADDED", "c", 11));
    exchange.wait_for_client_to_leave();
  });
  reflect();
  EXPECT_TRUE(sees("b"));
  EXPECT_TRUE(sees("c"));
  EXPECT_THAT(server_->requests().back().target, HasSubstr("resourceVersion=10&"));
}

TEST_F(CacheOfAServer, ReadsEventsThatArriveByteByByte) {
  play_watches(list_of("", 9), [](Exchange& exchange, int) {
    for (const char byte : event("ADDED", "b", 10) + event("ADDED", "c", 11)) exchange.chunk({&byte, 1});
    exchange.wait_for_client_to_leave();
  });
  reflect();
  EXPECT_TRUE(sees("c"));
}

TEST_F(CacheOfAServer, ListsAgainAfterAnErrorEvent) {
  play_watches(list_of(object_json("a", 3), 9), [](Exchange& exchange, int watch) {
    exchange.chunk(watch == 0 ? R"({"type":"ERROR","object":)" + status_json(410, "Expired") + "}\n"
                              : event("ADDED", "b", 10));
    exchange.wait_for_client_to_leave();
  });
  reflect();
  EXPECT_TRUE(sees("b"));
  EXPECT_EQ(watches_, 2);
}

TEST_F(CacheOfAServer, ListsAgainAfterTheStatus410) {
  std::atomic<int> lists = 0;
  play([&](Exchange& exchange) {
    if (!is_watch(exchange)) return exchange.answer(200, list_of(object_json(lists++ == 0 ? "a" : "b", 3), 9));
    if (lists == 1) return exchange.answer(410, status_json(410, "Expired"));
    exchange.begin_chunks();
    exchange.wait_for_client_to_leave();
  });
  reflect();
  EXPECT_TRUE(sees("b"));
  EXPECT_FALSE(reflector_->find("a"));
}

TEST_F(CacheOfAServer, GoesOnAfterRefusalsOfEveryKind) {
  std::atomic<int> requests = 0;
  play([&](Exchange& exchange) {
    switch (requests++) {
      case 0:
        return exchange.answer(500, "oops");
      case 1:
        return exchange.answer(503, status_json(503, "ServiceUnavailable"));
      case 2:
        return exchange.answer(200, R"({"metadata":{"resourceVersion":"9"},"items":[{"metad)");
      case 3:
        return exchange.answer(200, "<html></html>");
      case 4:
        return exchange.answer(403, status_json(403, "Forbidden"));
      case 5:
        return exchange.answer(200, list_of("", 9));
      case 6:
        return exchange.answer(502, "<html>");
      case 7:
        return exchange.answer(200, "");
      default:
        break;
    }
    exchange.begin_chunks();
    exchange.chunk(event("ADDED", "b", 10));
    exchange.wait_for_client_to_leave();
  });
  reflect();
  EXPECT_TRUE(sees("b"));
}

TEST_F(CacheOfAServer, LeavesAServerThatFallsSilent) {
  play_watches(list_of("", 9), [](Exchange& exchange, int watch) {
    if (watch > 0) exchange.chunk(event("ADDED", "b", 10));
    exchange.wait_for_client_to_leave();
  });
  reflect(seconds(1));
  EXPECT_TRUE(sees("b"));
}

TEST_F(CacheOfAServer, TakesAnEventOfManyMegabytes) {
  play_watches(list_of("", 9), [](Exchange& exchange, int) {
    exchange.chunk(R"({"type":"ADDED","object":)" +
                   object_json("b", 10, R"(,"data":")" + std::string(12u << 20, 'x') + '"') + "}\n");
    exchange.wait_for_client_to_leave();
  });
  reflect();
  ASSERT_TRUE(sees("b"));
  EXPECT_GT(reflector_->find("b")->json.size(), 12u << 20);
}

TEST_F(CacheOfAServer, UsesATokenThatWasReplacedOnDisk) {
  play([this](Exchange& exchange) {
    if (exchange.request().headers.at("authorization") != "Bearer secret-2") {
      folder_.write("token", "secret-2");
      return exchange.answer(401, status_json(401, "Unauthorized"));
    }
    if (!is_watch(exchange)) return exchange.answer(200, list_of(object_json("a", 3), 9));
    exchange.begin_chunks();
    exchange.wait_for_client_to_leave();
  });
  reflect();
  EXPECT_TRUE(sees("a"));
}

TEST_F(CacheOfAServer, EndsInTheMiddleOfAnything) {
  play_watches(list_of(object_json("a", 3), 9), [](Exchange& exchange, int) {
    for (int i = 0; i < 50; ++i) exchange.chunk(event("MODIFIED", "a", 10 + i));
    exchange.reset();
  });
  for (int i = 0; i < 30; ++i) {
    reflect();
    ASSERT_TRUE(i % 3 == 0 || sees("a"));
    reflector_.reset();
    http_.reset();
  }
}

}  // namespace
}  // namespace perigee::kube
