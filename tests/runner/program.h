// Runs the real perigee-runner and captures what it says; a temporary folder of its own is the working directory.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace perigee::testing {

struct Ended {
  int code = -1;  // −1: ended by a signal
  int signal = 0;
  std::string out, err;
};

class Program {
 public:
  Program();
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  Ended run(const std::vector<std::string>& arguments, const std::string& input = {});
  // Starts it with an input that never ends, so that it has something to wait for.
  pid_t start_endless(const std::vector<std::string>& arguments);
  Ended wait(pid_t pid);

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  void write(const std::string& name, const std::string& bytes) const;
  std::string read(const std::string& name) const;
  bool exists(const std::string& name) const;
  std::size_t files() const;  // in the folder

  void set(const std::string& variable) {
    variables_.push_back(variable);
  }  // "NAME=value", beside an empty environment

 private:
  pid_t start(const std::vector<std::string>& arguments, int input);

  std::string folder_;
  std::vector<std::string> variables_;
  int endless_ = -1;  // the writing end of the input that never ends
};

}  // namespace perigee::testing
