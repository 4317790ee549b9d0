// A program that a test runs: its standard error in a file, ended by pid, and with the thread that started it.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <string>
#include <vector>

namespace perigee::testing {

class Program {
 public:
  Program() = default;
  ~Program();  // SIGKILL if it still runs
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // `words` begin with its path; `variables` ("NAME=value") are all of its environment. The log goes on where it is.
  void start(std::vector<std::string> words, std::vector<std::string> variables, const std::string& log);

  bool has_ended() const;         // and was waited for
  void signal(int number) const;  // from any thread
  void kill();                    // SIGKILL, waits
  int terminate();                // SIGTERM, waits up to 20 s: the exit code, or -1

  pid_t pid() const { return pid_; }

 private:
  mutable std::atomic<pid_t> pid_ = -1;  // whoever looks reaps
};

// All of a file; empty where there is none.
std::string text_of(const std::string& path);
// The number that a log's last member of that name has; 0: there is none.
int number_behind(const std::string& log, const std::string& name);

}  // namespace perigee::testing
