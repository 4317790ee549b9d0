// An API server over TLS on loopback, with the objects of a ClusterModel behind it and one fault at a time in front.
//
// The faults happen to requests about AnalysisJobs, Jobs and pods, never to the lease's. Thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/controller/wire/cluster_model.h"
#include "tests/controller/wire/fault.h"
#include "tests/perigee/kube/temporary_folder.h"
#include "tests/support/https_server.h"

namespace perigee::testing {

class ApiDouble {
 public:
  ApiDouble();
  ~ApiDouble();

  ClusterModel& model() { return model_; }
  // A kubeconfig for it, with a token that must not be told to anybody.
  std::string kubeconfig() const;
  static constexpr const char* kToken = "canary-token-4711";

  // From now on. `crash` kills the controller; it is called on a thread of the server.
  void play(const Fault& fault, std::function<void()> crash);
  bool has_happened() const { return has_happened_; }
  void settle();  // what comes late has arrived

  // Since play(): writes about AnalysisJobs and Jobs that arrived, were done, and the Jobs that were made, by name.
  int writes() const { return writes_; }
  int writes_done() const { return writes_done_; }
  std::map<std::string, int> jobs_made() const;
  // Whether a write that was given up made it, too: no server can tell it from a prompt one.
  bool was_made_late(const std::string& job) const;
  // What no write may have: a secret in its body, a deletion without a uid.
  std::vector<std::string> complaints() const;
  // A word that no write may have.
  void keep_secret(std::string word) { secrets_.push_back(std::move(word)); }

 private:
  struct Call;
  void serve(Exchange& exchange);
  void write(Exchange& exchange, const Call& call);
  void list(Exchange& exchange, const Call& call);
  void watch(Exchange& exchange, const Call& call);
  // False: the watch is over.
  bool tell(Exchange& exchange, const Call& call, std::vector<ModelEvent> events);
  bool tell_wrongly(Exchange& exchange, const Call& call, const std::vector<ModelEvent>& events, WatchFault fault);
  Answer carry_out(const Call& call);
  enum class Timing { prompt, late };
  void inspect(const Call& call, Timing timing);
  RequestFault next_write();
  void crash();
  void do_later(const Call& call);
  WatchFault take_watch_fault(const Call& call);
  ListFault take_list_fault(const Call& call);

  TemporaryFolder folder_;
  ClusterModel model_;
  mutable std::mutex mutex_;
  Fault fault_;
  int list_faults_left_ = 0;
  std::function<void()> crash_;
  std::map<std::string, int> jobs_made_;
  std::set<std::string> made_late_;
  std::vector<std::string> complaints_, secrets_ = {kToken};
  std::vector<std::thread> late_;
  std::atomic<int> writes_ = 0, writes_done_ = 0;
  std::atomic<bool> has_happened_ = false, is_over_ = false;
  std::unique_ptr<HttpsServer> server_;  // ends first
};

}  // namespace perigee::testing
