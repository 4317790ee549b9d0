// The real perigee-controller, for tests: its log in a file, ended by pid, also with the thread that started it.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/support/program.h"

namespace perigee::testing {

class ControllerProgram {
 public:
  // `settings` as "NAME=value"; PATH and the runner's image are there already.
  explicit ControllerProgram(std::vector<std::string> settings);
  ~ControllerProgram();  // SIGKILL if it still runs
  ControllerProgram(const ControllerProgram&) = delete;
  ControllerProgram& operator=(const ControllerProgram&) = delete;

  void start();                                               // again, with the same settings; the log goes on
  bool has_ended() const { return program_.has_ended(); }     // and was waited for
  void signal(int number) const { program_.signal(number); }  // from any thread

  pid_t pid() const { return program_.pid(); }
  std::string log() const { return text_of(folder_ + "/log"); }
  int probe_port() const { return number_behind(log(), "probe_port"); }  // 0: it has not said yet

 private:
  std::vector<std::string> settings_;
  std::string folder_;
  Program program_;
};

}  // namespace perigee::testing
