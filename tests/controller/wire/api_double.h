// An API server over TLS on loopback, with the objects of a ClusterModel behind it and one fault at a time in front.
//
// The faults happen to requests about AnalysisJobs, Jobs and pods, never to the lease's. Thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/controller/wire/api_call.h"
#include "tests/controller/wire/cluster_model.h"
#include "tests/controller/wire/fault.h"
#include "tests/controller/wire/ledger.h"
#include "tests/perigee/kube/temporary_folder.h"
#include "tests/support/https_server.h"

namespace perigee::testing {

class ApiDouble {
 public:
  ApiDouble();
  ~ApiDouble();

  ClusterModel& model() { return model_; }
  const Ledger& ledger() const { return ledger_; }  // since play()
  // A kubeconfig for it, with a token that must not be told to anybody, and the one that takes its place.
  std::string kubeconfig() const;
  static constexpr const char *kToken = "canary-token-4711", *kNextToken = "canary-token-4712";

  // From now on. `crash` kills the controller; it is called on a thread of the server.
  void play(const Fault& fault, std::function<void()> crash);
  bool has_happened() const { return has_happened_; }
  void settle();  // what comes late has arrived

  // Every connection breaks, and the server shows a certificate of another authority from now on …
  void become_another();
  // … which the controller is told to trust.
  void let_it_be_trusted();
  int requests() const { return requests_; }  // so far, that were let in or not

 private:
  void serve(Exchange& exchange);
  void write(Exchange& exchange, const ApiCall& call);
  void answer_wrongly(Exchange& exchange, RequestFault fault, int code, const std::string& body);
  void list(Exchange& exchange, const ApiCall& call);
  Answer carry_out(const ApiCall& call);
  RequestFault next_write(int number);
  void crash();
  void do_later(std::function<void()> what, std::chrono::milliseconds delay);
  void change_token();
  bool is_let_in(const ApiCall& call) const;
  WatchFault take_watch_fault(const ApiCall& call);
  ListFault take_list_fault(const ApiCall& call);

  TemporaryFolder folder_;
  ClusterModel model_;
  Ledger ledger_;
  mutable std::mutex mutex_;
  Fault fault_;
  int list_faults_left_ = 0;
  std::function<void()> crash_;
  std::string token_ = kToken;
  std::vector<std::thread> late_;
  std::atomic<int> requests_ = 0;
  std::atomic<bool> has_happened_ = false, is_over_ = false;
  std::unique_ptr<HttpsServer> server_;  // ends first
};

}  // namespace perigee::testing
