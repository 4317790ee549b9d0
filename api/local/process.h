// A child process that can be waited for by poll(): its end, its standard error and a file for its last words.
//
// The child leads a process group of its own (Ctrl-C in a terminal is the API's business) and is killed by the kernel
// when the thread that started it ends, however it ends: start() belongs to one long-lived thread. It inherits no file
// of this process but the three named here. Not thread-safe.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "api/local/file.h"

namespace perigee::api {

struct Command {
  std::string path;
  std::vector<std::string> arguments;    // without the program's name
  std::vector<std::string> environment;  // "NAME=value", the whole of it
};

// The path under which every child finds the file for its termination message.
inline constexpr char kTerminationPath[] = "/proc/self/fd/3";

// How a process ended: by a signal, or by exiting with a code.
struct Exit {
  int code = 0;
  int signal = 0;  // 0: it exited
  bool operator==(const Exit&) const = default;
};

class Process {
 public:
  // Throws EnvironmentError when the machine can't start it; what() names the program and why.
  static Process start(const Command& command);

  ~Process();  // kills what still runs
  Process(Process&&) noexcept;
  Process& operator=(Process&&) = delete;

  pid_t pid() const { return pid_; }
  int exit_fd() const { return exit_.get(); }      // readable when it has ended
  int output_fd() const { return output_.get(); }  // its standard error, non-blocking; −1 once closed
  void close_output() { output_ = File(); }

  void signal(int number) const;   // to its whole group; nothing once reaped
  bool ended() const;              // it can be reaped without waiting
  Exit reap();                     // waits
  std::string last_words() const;  // at most 4 KiB of the termination message

 private:
  Process(pid_t pid, File exit, File output, File words);

  pid_t pid_;  // −1 once reaped
  File exit_, output_, words_;
};

}  // namespace perigee::api
