// The real perigee-controller, for tests: its log in a file, ended by pid, also with the thread that started it.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <string>
#include <vector>

namespace perigee::testing {

class ControllerProgram {
 public:
  // `settings` as "NAME=value"; PATH and the runner's image are there already.
  explicit ControllerProgram(std::vector<std::string> settings);
  ~ControllerProgram();  // SIGKILL if it still runs
  ControllerProgram(const ControllerProgram&) = delete;
  ControllerProgram& operator=(const ControllerProgram&) = delete;

  void start();                   // again, with the same settings; the log goes on
  bool has_ended();               // and was waited for
  void signal(int number) const;  // from any thread
  int terminate();                // SIGTERM, waits up to 20 s: the exit code, or -1

  pid_t pid() const { return pid_; }
  std::string log() const;
  int probe_port() const;  // from the log; 0: it has not said yet

 private:
  std::vector<std::string> settings_;
  std::string folder_;
  std::atomic<pid_t> pid_ = -1;
};

}  // namespace perigee::testing
