#include "runner/command.h"

#include <array>
#include <exception>
#include <new>
#include <nlohmann/json.hpp>
#include <string_view>

#include "perigee/base/log.h"
#include "perigee/catalog/manual.h"
#include "perigee/catalog/openapi.h"
#include "perigee/catalog/registry.h"
#include "perigee/catalog/run.h"
#include "perigee/schema/check.h"
#include "perigee/schema/json_values.h"
#include "runner/draw.h"
#include "runner/interrupt.h"
#include "runner/memory.h"
#include "runner/options.h"
#include "runner/output_file.h"
#include "runner/request.h"

namespace perigee::runner {
namespace {

struct Arguments {
  int count;
  const char* const* values;

  std::string_view operator[](int at) const { return at < count ? values[at] : std::string_view(); }
  Arguments without_first() const { return {count - 1, values + 1}; }  // the word takes the program's place
};

Outcome usage(std::string what, std::string remedy) {
  return refused(ExitCode::usage, Problem{"usage", "", std::move(what), std::move(remedy), {}, {}});
}

Outcome list(const Arguments& arguments) {
  if (arguments.count > 1) return usage("'list' takes no argument.", "Write perigee-runner list.");
  write_output("-", list_text(registry()));
  return {};
}

Outcome describe(const Arguments& arguments) {
  const std::string name(arguments[1]);
  const bool as_json = arguments[2] == "--json";
  if (arguments.count < 2 || arguments.count > 3 || (arguments.count == 3 && !as_json))
    return usage("'describe' takes the name of an analysis.", "Write perigee-runner describe ANALYSIS [--json].");
  const Analysis* analysis = find_analysis(name);
  if (analysis == nullptr) return refused(ExitCode::bad_spec, unknown_analysis(name));
  write_output("-", as_json ? json_text(analysis_json(*analysis)) + "\n" : describe_text(*analysis));
  return {};
}

Outcome draw_as_asked(const Options& options) {
  const std::uint64_t memory = options.memory > 0 ? options.memory : machine_memory();
  keep_freed_memory();
  if (options.memory > 0) limit_memory(options.memory);
  take_first_pages();
  if (!options.job.empty()) return draw_job(options, memory);
  const Request request = read_request(options);
  if (request.refusal.code != ExitCode::done) return request.refusal;
  return options.data.empty() ? draw_dataset(options, request.spec, memory) : draw_file(options, request.spec, memory);
}

Outcome render(const Arguments& arguments) {
  const auto options = read_options(arguments.count, arguments.values);
  if (!options) return refused(ExitCode::usage, options.problems());
  log::setup("perigee-runner", log::level_of(options->log_level));
  const log::RequestScope scope(options->request_id);
  end_on_signals(options->termination_message, options->deadline);
  return draw_as_asked(*options);
}

struct Command {
  std::string_view name;
  Outcome (*run)(const Arguments&);
};
constexpr std::array<Command, 3> kCommands = {{{"list", list}, {"describe", describe}, {"render", render}}};

Outcome dispatch(const Arguments& arguments) {
  if (arguments.count == 1) return usage("Nothing says what to draw.", "perigee-runner --help shows how.");
  const std::string word(arguments[1]);
  if (word.starts_with('-')) return render(arguments);
  for (const auto& command : kCommands)
    if (command.name == word) return command.run(arguments.without_first());
  Problem problem = unknown_name(word, {"list", "describe", "render"}, "");
  problem.what = "There is no command '" + word + "'.";
  return refused(ExitCode::usage, std::move(problem));
}

Outcome answered(const Arguments& arguments) {
  switch (asked(arguments.count, arguments.values)) {
    case Asked::help:
      write_output("-", settings().help_text());
      return {};
    case Asked::version:
      write_output("-", "perigee-runner " PERIGEE_VERSION "\n");
      return {};
    case Asked::run:
      break;
  }
  return dispatch(arguments);
}

Outcome environment_failed(ExitCode code, std::string sentence) {
  return refused(code, Problem{"environment", "", std::move(sentence), "", {}, {}});
}

Outcome attempted(const Arguments& arguments) {
  try {
    return answered(arguments);
  } catch (const EnvironmentError& error) {
    return environment_failed(exit_code_of(error.fault()), error.what());
  } catch (const std::bad_alloc&) {
    return environment_failed(ExitCode::out_of_memory, "The memory allowed was not enough. Allow more by --memory.");
  } catch (const std::exception& error) {
    return environment_failed(ExitCode::bug, std::string("This should not happen: ") + error.what() + ".");
  }
}

// Looked for by itself, so that a command line that can't be understood leaves its message too.
std::string termination_path(const Arguments& arguments) {
  constexpr std::string_view kFlag = "--termination-message";
  for (int at = 1; at < arguments.count; ++at) {
    if (arguments[at] == kFlag) return std::string(arguments[at + 1]);
    if (arguments[at].starts_with(std::string(kFlag) + "=")) return std::string(arguments[at].substr(kFlag.size() + 1));
  }
  return "";
}

}  // namespace

ExitCode run(int argc, const char* const* argv) {
  const Arguments arguments{argc, argv};
  const Outcome outcome = attempted(arguments);
  say(outcome);
  write_termination(termination_path(arguments), termination_of(outcome));
  return outcome.code;
}

}  // namespace perigee::runner
