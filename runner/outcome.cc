#include "runner/outcome.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "perigee/base/log.h"

namespace perigee::runner {
namespace {

bool is_about_a_column(const Problem& problem) {
  return problem.code == "missing-column" || problem.code == "wrong-column-type";
}

}  // namespace

Outcome refused(ExitCode code, Problems problems) { return {code, {}, false, std::move(problems)}; }
Outcome refused(ExitCode code, Problem problem) { return refused(code, Problems{std::move(problem)}); }

Outcome refused(Problems problems) {
  if (problems.front().code == "too-large") return refused(ExitCode::too_large, std::move(problems));
  const bool columns = std::all_of(problems.begin(), problems.end(), is_about_a_column);
  return refused(columns ? ExitCode::missing_column : ExitCode::bad_spec, std::move(problems));
}

ExitCode exit_code_of(Fault fault) {
  switch (fault) {
    case Fault::unavailable:
    case Fault::timeout:
    case Fault::read_only:
    case Fault::denied:
      return ExitCode::store_unavailable;
    case Fault::out_of_memory:
      return ExitCode::out_of_memory;
    case Fault::disk:
      return ExitCode::output_unwritable;
    case Fault::internal:
      return ExitCode::bug;
  }
  return ExitCode::bug;
}

Termination termination_of(const Outcome& outcome) {
  Termination termination;
  termination.result = outcome.result;
  termination.by_twin = outcome.by_twin;
  termination.reason = reason_of(outcome.code);
  termination.message = to_string(outcome.problems);
  return termination;
}

void tell(const JobSpec& spec, const ResultInfo& info) {
  log::info("drawn",
            {{"analysis", spec.analysis}, {"rows", info.rows}, {"bytes", info.bytes}, {"millis", info.render_millis}});
}

void say(const Outcome& outcome) {
  for (const auto& problem : outcome.problems) {
    const std::string line = "perigee-runner: " + to_string(problem) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
  }
}

void write_termination(const std::string& path, const Termination& termination) {
  if (path.empty()) return;
  const std::string text = to_json_text(termination);
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  const bool written = fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (fd >= 0) ::close(fd);
  if (!written) log::warn("termination message not written", {{"path", path}});
}

}  // namespace perigee::runner
