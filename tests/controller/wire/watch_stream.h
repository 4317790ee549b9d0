// One watch of a ClusterModel, told to the client until it leaves, or wrongly as a fault has it. On one thread.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/controller/wire/api_call.h"
#include "tests/controller/wire/cluster_model.h"
#include "tests/controller/wire/fault.h"
#include "tests/support/https_server.h"

namespace perigee::testing {

// As the server words a refusal.
std::string status_json(int code, std::string_view reason, std::string_view message);

class WatchStream {
 public:
  // All of them outlive it; `next_fault` is asked before each batch of events is told.
  WatchStream(Exchange& exchange, ClusterModel& model, const ApiCall& call, std::function<WatchFault()> next_fault,
              const std::atomic<bool>& is_over)
      : exchange_(&exchange), model_(&model), call_(&call), next_fault_(std::move(next_fault)), is_over_(&is_over) {}

  void run();

 private:
  // False each: the watch is over.
  bool tell(const std::vector<ModelEvent>& events);
  bool tell_wrongly(const std::vector<ModelEvent>& events, WatchFault fault);
  bool tell_in_order(const std::vector<ModelEvent>& events);
  bool expire(std::string_view told);
  bool break_off(std::string_view half, WatchFault fault);
  bool fall_silent();
  bool is_left() { return *is_over_ || exchange_->client_has_left(); }

  Exchange* exchange_;
  ClusterModel* model_;
  const ApiCall* call_;
  const std::function<WatchFault()> next_fault_;
  const std::atomic<bool>* is_over_;
};

}  // namespace perigee::testing
