// A control group of the test's own in every hierarchy of this machine. It is removed with the object, and also when
// the test is killed: a process outside of the test waits for its end. What ran inside has to have ended, or ends soon.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace perigee::testing {

class Cgroup {
 public:
  // Call it before other threads are started and before a sandbox is entered.
  explicit Cgroup(std::string name);
  ~Cgroup();
  Cgroup(const Cgroup&) = delete;
  Cgroup& operator=(const Cgroup&) = delete;

  const std::string& name() const { return name_; }
  // The processes inside whose group's path contains the words: of a container, say, by its id.
  std::vector<pid_t> processes(std::string_view words) const;
  // Such groups get all the time of the processors that there is.
  void lift_cpu_limits(std::string_view words) const;

 private:
  std::string name_;
  int alive_ = -1;  // a pipe that closes with the test
  pid_t sweeper_ = -1;
};

// Where a group of this name still is.
std::vector<std::string> cgroup_folders(const std::string& name);

}  // namespace perigee::testing
