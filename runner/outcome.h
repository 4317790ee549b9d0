// How a run ended, and what is said of it.
#pragma once

#include <optional>
#include <string>

#include "perigee/base/error.h"
#include "perigee/base/problem.h"
#include "perigee/job/exit_code.h"
#include "perigee/job/record.h"
#include "perigee/job/spec.h"
#include "perigee/job/termination.h"

namespace perigee::runner {

struct Outcome {
  ExitCode code = ExitCode::done;
  std::optional<ResultInfo> result;  // where it is done
  bool by_twin = false;
  Problems problems;  // where it is not
};

Outcome refused(ExitCode code, Problems problems);
Outcome refused(ExitCode code, Problem problem);

// Of the problems that checking, binding and memory find: a dataset that does not fit, and a missing or wrongly typed
// column alone, are exit codes of their own.
Outcome refused(Problems problems);

ExitCode exit_code_of(Fault fault);

Termination termination_of(const Outcome& outcome);

// A line in the log about what was drawn.
void tell(const JobSpec& spec, const ResultInfo& info);

// The problems on standard error, a line each. Nothing where there are none.
void say(const Outcome& outcome);

// Writes the message to the path; an empty path: nowhere. A message that can't be written is a line in the log.
void write_termination(const std::string& path, const Termination& termination);

}  // namespace perigee::runner
