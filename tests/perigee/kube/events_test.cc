// Events on their way to a server that fails.
#include "perigee/kube/events.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/perigee/kube/https_fixture.h"

namespace perigee::kube {
namespace {

using std::chrono::milliseconds;
using testing::Exchange;

EventNote about(const std::string& uid) {
  return {"v1", "Pod", "n", "a", uid, EventNote::Type::normal, "Started", "Start", "It started."};
}

class EventsToAServer : public testing::PlayedServer {
 protected:
  void tell(const std::vector<std::string>& uids) {
    http_ = std::make_unique<Http>(config());
    events_ = std::make_unique<Events>(*http_, "n", EventSource{"c", "i"});
    for (const auto& uid : uids) events_->note(about(uid));
  }
  void wait_for(std::size_t requests) const {
    for (int i = 0; i < 2000 && server_->requests().size() < requests; ++i)
      std::this_thread::sleep_for(milliseconds(5));
    EXPECT_EQ(server_->requests().size(), requests);
  }
  void TearDown() override {
    events_.reset();
    http_.reset();
  }

  std::unique_ptr<Events> events_;
};

TEST_F(EventsToAServer, AreMadeAndThenCounted) {
  play([](Exchange& exchange) { exchange.answer(201, "{}"); });
  tell({"u", "u", "u", "u"});
  wait_for(2);
  EXPECT_EQ(server_->requests()[0].target, "/apis/events.k8s.io/v1/namespaces/n/events");
  EXPECT_EQ(server_->requests()[1].method, "PATCH");
}

TEST_F(EventsToAServer, AreTriedAgainAndThenDropped) {
  play([](Exchange& exchange) { exchange.answer(503, ""); });
  tell({"u", "v"});
  for (int i = 0; i < 3000 && events_->dropped() < 2; ++i) std::this_thread::sleep_for(milliseconds(5));
  EXPECT_EQ(events_->dropped(), 2u);
  EXPECT_EQ(server_->requests().size(), 2u * Events::kTries);
}

TEST_F(EventsToAServer, AreDroppedAtOnceWhereTheyAreForbidden) {
  play([](Exchange& exchange) { exchange.answer(403, testing::status_json(403, "Forbidden")); });
  tell({"u", "v", "w"});
  wait_for(3);
}

TEST_F(EventsToAServer, NeverMakeAnybodyWait) {
  play([](Exchange& exchange) { exchange.wait_for_client_to_leave(); });
  std::vector<std::string> uids;
  for (std::size_t i = 0; i < Events::kMostWaiting + 500; ++i) uids.push_back(std::to_string(i));
  tell(uids);
  for (int i = 0; i < 2000 && events_->dropped() < 500; ++i) std::this_thread::sleep_for(milliseconds(5));
  EXPECT_EQ(events_->dropped(), 500u);
}

}  // namespace
}  // namespace perigee::kube
