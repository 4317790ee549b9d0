// A request to stop, as a value that threads can ask, wait for and poll.
//
// One Stop is made by main and outlives every thread that holds a reference. All methods are thread-safe;
// `request()` is also async-signal-safe, so that a signal handler may call it.
#pragma once

#include <chrono>

namespace perigee {

class Stop {
 public:
  Stop();
  ~Stop();
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;

  void request();
  bool requested() const;
  // True as soon as a stop is requested, false after `longest` without one.
  bool wait_for(std::chrono::milliseconds longest) const;
  void wait() const;
  // Becomes readable (and stays so) when a stop is requested: for poll().
  int fd() const { return fd_; }

 private:
  int fd_;  // an eventfd
};

// From now on SIGTERM and SIGINT request this stop; SIGPIPE is ignored. Call once, before threads start.
void stop_on_signals(Stop& stop);

}  // namespace perigee
