#include "runner/options.h"

#include "perigee/job/output.h"

namespace perigee::runner {
namespace {

constexpr const char* kAbout = R"(perigee-runner draws one chart and ends.

  perigee-runner --data launches.csv --analysis timeline --param from=1957 --out chart.png
  perigee-runner --job ID                draws a job of the store and commits its result there
  perigee-runner list                    names the analyses
  perigee-runner describe ANALYSIS       says what an analysis shows, its parameters and columns

The suffix of --out decides what is made: .png, .svg, or .json and .csv for the table that was drawn; "-" is a standard
stream. Exit codes: 0 done; 10 to 19 a mistake in what was asked (10 specification, 11 no such dataset, 12 missing
column, 13 unreadable data, 14 command line, 15 too large, 16 the job is over or gone); 20 to 29 worth another try
(20 store, 21 memory, 22 interrupted or past the deadline, 23 output unwritable); 30 a bug.)";

Problem conflict(std::string flag, std::string what, std::string remedy) {
  return {"usage", std::move(flag), std::move(what), std::move(remedy), {}, {}};
}

Problems conflicts(const Options& options) {
  Problems problems;
  const bool has_job = !options.job.empty();
  if (has_job && (!options.spec.empty() || !options.analysis.empty() || !options.param.empty()))
    problems.push_back(conflict("--job", "A job brings its own specification.",
                                "Leave out --spec, --analysis and --param, or --job."));
  if (has_job && (!options.data.empty() || !options.out.empty()))
    problems.push_back(conflict("--job", "A job is drawn from the store and its result committed there.",
                                "Leave out --data and --out, or --job."));
  if (!has_job && options.spec.empty() && options.analysis.empty())
    problems.push_back(conflict("--analysis", "Nothing says what to draw.",
                                "Give --analysis NAME (perigee-runner list names them), --spec or --job."));
  if (!has_job && options.out.empty())
    problems.push_back(conflict("--out", "Nothing says where the chart goes.", "Give --out FILE, or --out - ."));
  if (options.data.empty() && options.redis.empty())
    problems.push_back(conflict("--data", "Nothing says where the data are.", "Give --data FILE, or --redis URL."));
  if (options.data == "-" && options.spec == "-")
    problems.push_back(conflict("--spec", "Standard input can not be both the data and the specification.",
                                "Give one of them as a file."));
  return problems;
}

}  // namespace

const Settings<Options>& settings() {
  static const Settings<Options> table =
      Settings<Options>(kAbout)
          .setting(&Options::data, "data", "", "file of data (.csv, .json, .ndjson); - for standard input")
          .setting(&Options::analysis, "analysis", "", "name of the analysis")
          .setting(&Options::param, "param", "", "a parameter of the analysis as name=value; may be repeated")
          .at_most(64)
          .setting(&Options::out, "out", "", "file to write; - for standard output")
          .group(&Options::output, output_params())
          .setting(&Options::source, "source", "", "source named in the footer; else the name of the data file")
          .setting(&Options::dataset, "dataset-name", "", "name of the dataset; else made of the file's name")
          .setting(&Options::spec, "spec", "", "the whole specification as JSON, @file or - for standard input")
          .setting(&Options::redis, "redis", "PERIGEE_REDIS_URL",
                   "the store, where there is no --data: redis://host:6379 or unix:///path")
          .setting(&Options::job, "job", "", "id of a job in the store")
          .setting(&Options::uid, "uid", "", "uid of that job; another one is refused")
          .setting(&Options::deadline, "deadline", "", "seconds after which it gives up; 0 for never")
          .between(0, 86'400)
          .setting(&Options::memory, "memory", "PERIGEE_MEMORY",
                   "memory allowed, such as 512MiB; 0 for what the machine or its control group has")
          .bytes()
          .setting(&Options::termination_message, "termination-message", "",
                   "file for one JSON object that says how it ended")
          .setting(&Options::log_level, "log-level", "PERIGEE_LOG_LEVEL", "least level of the log on standard error")
          .choices({"debug", "info", "warn", "error", "off"})
          .setting(&Options::request_id, "", "PERIGEE_REQUEST_ID", "id of the request, for the log");
  return table;
}

Result<Options> read_options(int argc, const char* const* argv, const Environment& environment) {
  auto options = settings().read(argc, argv, environment);
  if (!options) return options;
  if (Problems problems = conflicts(*options); !problems.empty()) return problems;
  return options;
}

}  // namespace perigee::runner
