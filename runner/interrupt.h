// SIGTERM, SIGINT and the deadline end the process at once with exit code 22, wherever it is: a chart that is half
// drawn has no state worth keeping, and a commit is one transaction.
#pragma once

#include <string>

namespace perigee::runner {

// Call once, before anything takes time. Each way of ending writes its termination message to the path (empty: none)
// and says why on standard error. `deadline` in seconds; 0: none.
void end_on_signals(const std::string& termination_path, int deadline);

// A half-written file to be removed in that case. While it lives; one at a time.
class Leftover {
 public:
  explicit Leftover(const std::string& path);
  ~Leftover();
  Leftover(const Leftover&) = delete;
  Leftover& operator=(const Leftover&) = delete;
};

}  // namespace perigee::runner
