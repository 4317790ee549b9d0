// What the API counts, as Prometheus text. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/error.h"

namespace perigee::api {

// What is looked up when somebody scrapes.
struct Snapshot {
  int jobs_running = 0, jobs_most = 0;
  std::uint64_t jobs_queued = 0, jobs_known = 0;
  bool redis_reachable = false;  // false: the numbers of queued and known jobs are left out
  bool ready = false;
};

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // The series of one route; requests are counted through it without a look-up. Lives as long as the Metrics.
  class RouteSeries;
  RouteSeries& route(std::string_view method, std::string_view pattern);
  static void count(RouteSeries& series, int status, double seconds);

  void upload(std::string_view outcome, std::uint64_t bytes,
              std::uint64_t rows);  // "stored", "unchanged", "refused", "failed"
  void store_error(Fault fault);
  void connection_opened();
  void connection_closed();
  void waiting(int change);

  std::string text(const Snapshot& snapshot);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace perigee::api
