// A runner's standard error, cut into lines and written into the log with the job's id and the request's.
//
// Bounded: a line of more than 2 KiB is cut, and after 200 lines of an attempt the rest is read and dropped, so that a
// runner that raves neither blocks on a full pipe nor fills the log. Not thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "perigee/job/record.h"

namespace perigee::api {

inline constexpr std::size_t kLongestRunnerLine = 2048;
inline constexpr int kMostRunnerLines = 200;

class RunnerOutput {
 public:
  using Write = std::function<void(std::string_view line)>;
  explicit RunnerOutput(Write write) : write_(std::move(write)) {}

  void add(std::string_view bytes);
  void end();  // the last line may lack its newline

 private:
  void finish_line();

  Write write_;
  std::string line_;
  int lines_ = 0;
};

// Writes each line as it is said, under the request id that began the job.
RunnerOutput::Write log_lines_of(const JobRecord& record, int attempt);

// Reads what the non-blocking `fd` holds. False: it is at its end.
bool relay(int fd, RunnerOutput& output);

}  // namespace perigee::api
