// What the command line of `render` says. All of it is described by one table, from which --help is written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/schema/env.h"
#include "perigee/schema/value.h"

namespace perigee::runner {

struct Options {
  // What to draw: a job, a specification, or an analysis with parameters.
  std::string job;
  std::string uid;   // of the job's incarnation that the caller means; empty: whichever there is
  std::string spec;  // JSON, "@file" or "-"
  std::string analysis;
  std::vector<std::string> param;  // "name=value"
  Values output;                   // --width … --title: those given

  // From what: a file, or else Redis.
  std::string data;  // "-": standard input
  std::string dataset;
  std::string source;  // named in the footer
  std::string redis;

  // Where to, within which bounds.
  std::string out;           // "-": standard output
  int deadline = 0;          // seconds; 0: none
  std::uint64_t memory = 0;  // bytes; 0: what the machine has
  std::string termination_message;
  std::string log_level = "warn";
  std::string request_id;
};

const Settings<Options>& settings();

// All problems at once, also of options that do not go together.
Result<Options> read_options(int argc, const char* const* argv, const Environment& environment = process_environment());

}  // namespace perigee::runner
