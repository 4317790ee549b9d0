// A server that a test starts: its output in a file, ended with the object and with the test.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace perigee::testing {

class Process {
 public:
  // Starts it in the folder; what it writes goes to <folder>/<name>.log. The server dies with the thread that calls.
  Process(std::string name, std::vector<std::string> words, std::string folder);
  ~Process();  // SIGTERM, and SIGKILL after 5 s
  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;

  void kill();  // SIGKILL, and waits

  pid_t pid() const { return pid_; }
  bool runs() const;
  std::string log() const;

 private:
  std::string name_, folder_;
  pid_t pid_ = -1;
};

// What a command writes to its standard output, and how it ended.
struct Outcome {
  int code = -1;
  std::string out;
};
Outcome run(const std::string& shell_command);

}  // namespace perigee::testing
