// The threads that look at names, one pass at a time each.
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "controller/name_queue.h"
#include "controller/pass.h"
#include "perigee/base/clock.h"

namespace perigee::controller {

class Workers {
 public:
  using Observer = std::function<void(const NameQueue::Work&)>;

  // All of them outlive it; `world` bears many threads, and `observer` is told each pass that came to an end.
  Workers(int threads, NameQueue& queue, World& world, Observer observer, const Clock& clock = system_clock());
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void stop();  // ends the queue; returns when no pass is under way any more

 private:
  void work();
  PassEnd look_at(const std::string& name);

  NameQueue* queue_;
  World* world_;
  const Observer observer_;
  const Clock* clock_;
  std::vector<std::thread> threads_;
};

}  // namespace perigee::controller
