// What the controller counts, as Prometheus text: under the names that dashboards of Kubernetes' controllers know, and
// the stages of a job. Few series, whatever runs. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "controller/name_queue.h"
#include "controller/stages.h"
#include "perigee/kube/http.h"

namespace perigee::controller {

// What is looked up when somebody scrapes.
struct Snapshot {
  NameQueue::Load queue;
  int workers = 0;
  bool leads = false;
  std::uint64_t analysis_jobs = 0, events_dropped = 0;
};

class Metrics {
 public:
  Metrics();
  ~Metrics();

  void pass(const NameQueue::Work& work);
  void request(const kube::Answered& answered);
  void stage(Stage stage, double seconds);
  std::string text(const Snapshot& snapshot);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace perigee::controller
