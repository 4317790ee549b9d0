#include "api/local/runner_output.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "perigee/base/log.h"

namespace perigee::api {
namespace {

constexpr int kMostReads = 16;  // at a time, so that one loud runner does not keep the supervisor from the others

}  // namespace

void RunnerOutput::add(std::string_view bytes) {
  while (!bytes.empty() && lines_ <= kMostRunnerLines) {
    const std::size_t newline = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, newline);
    line_.append(piece.substr(0, kLongestRunnerLine - std::min(line_.size(), kLongestRunnerLine)));
    if (newline == std::string_view::npos) return;
    finish_line();
    bytes.remove_prefix(newline + 1);
  }
}

void RunnerOutput::end() {
  if (!line_.empty()) finish_line();
}

void RunnerOutput::finish_line() {
  ++lines_;
  if (lines_ <= kMostRunnerLines) write_(line_);
  if (lines_ == kMostRunnerLines + 1) write_("(the rest of this runner's output is dropped)");
  line_.clear();
}

RunnerOutput::Write log_lines_of(const JobRecord& record, int attempt) {
  return [id = record.id, request = record.request_id, attempt](std::string_view line) {
    const log::RequestScope scope(request);
    log::info("runner says", {{"job", id}, {"attempt", attempt}, {"line", line}});
  };
}

bool relay(int fd, RunnerOutput& output) {
  std::array<char, 4096> buffer;
  for (int reads = 0; reads < kMostReads; ++reads) {
    const auto got = ::read(fd, buffer.data(), buffer.size());
    if (got == 0) return false;
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    output.add({buffer.data(), static_cast<std::size_t>(got)});
  }
  return true;
}

}  // namespace perigee::api
