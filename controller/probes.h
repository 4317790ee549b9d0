// What others ask a controller over HTTP: whether it lives, whether it is ready, and its metrics.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "perigee/base/problem.h"

namespace perigee::controller {

// Each is asked on a thread of the probes. An empty sentence: all is well.
struct ProbeAnswers {
  std::function<std::string()> why_dead, why_not_ready, metrics;
};

class Probes {
 public:
  explicit Probes(ProbeAnswers answers);
  ~Probes();
  Probes(const Probes&) = delete;
  Probes& operator=(const Probes&) = delete;

  // The port that it listens on, which is another one where 0 was asked for.
  Result<int> start(const std::string& host, int port);

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace perigee::controller
