#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "perigee/base/log.h"
#include "perigee/data/report.h"
#include "perigee/picture/picture.h"
#include "runner/data_file.h"
#include "runner/draw.h"
#include "runner/memory.h"
#include "runner/output_file.h"

namespace perigee::runner {
namespace {

bool is_standard_input(const std::string& path) { return path == "-"; }

std::optional<Problem> unreadable(const std::string& path) {
  if (is_standard_input(path)) return std::nullopt;
  struct stat facts {};
  int error = ::access(path.c_str(), R_OK) == 0 && ::stat(path.c_str(), &facts) == 0 ? 0 : errno;
  if (error == 0 && S_ISDIR(facts.st_mode)) error = EISDIR;
  if (error == 0) return std::nullopt;
  return Problem{"no-such-dataset",
                 "--data",
                 "'" + path + "' can not be read: " + std::generic_category().message(error) + ".",
                 "Give a file that exists and is readable.",
                 {},
                 {}};
}

std::optional<Problem> larger_than(std::uint64_t memory, const std::string& path) {
  struct stat facts {};
  if (is_standard_input(path) || ::stat(path.c_str(), &facts) != 0) return std::nullopt;
  return too_large("'" + path + "'", static_cast<std::uint64_t>(facts.st_size), memory);
}

// What the loader found too large says so by its code; all else is data that can't be read truthfully.
Outcome refused_data(const Problems& problems) {
  const std::string& code = problems.front().code;
  const bool too_much = code == "too-many-bytes" || code == "too-many-rows";
  return refused(too_much ? ExitCode::too_large : ExitCode::bad_data, problems);
}

void report(const LoadReport& report) {
  log::debug("data read", {{"rows", report.rows}, {"bytes", report.bytes}});
  if (report.problem_count > 0)
    log::warn("data repaired", {{"problems", report.problem_count},
                                {"affected_rows", report.affected_rows},
                                {"first", to_string(report.problems.front())}});
}

std::string source_of(const Options& options) {
  if (!options.source.empty()) return options.source;
  return is_standard_input(options.data) ? "standard input" : options.data.substr(options.data.rfind('/') + 1);
}

}  // namespace

Outcome draw_file(const Options& options, const JobSpec& spec, std::uint64_t memory) {
  if (auto problem = unreadable(options.data)) return refused(ExitCode::no_such_dataset, *std::move(problem));
  if (auto problem = larger_than(memory, options.data)) return refused(ExitCode::too_large, *std::move(problem));
  const auto loaded = read_data(options.data, spec, data_share(memory));
  if (!loaded) return refused_data(loaded.problems());
  report(loaded->report);

  const auto& schema = loaded->report.columns;
  const auto bindings = bind_columns(spec, schema);
  if (!bindings) return refused(bindings.problems());
  const auto picture =
      make_picture(spec, *bindings, loaded->table, facts_of(spec, source_of(options), "", loaded->report.rows, schema));
  if (!picture) return refused(picture.problems());
  tell(spec, picture->info);
  write_output(options.out, picture->bytes);
  return {ExitCode::done, picture->info, false, {}};
}

}  // namespace perigee::runner
