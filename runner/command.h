// The command line: list, describe, render (which needs no word), --help, --version.
#pragma once

#include "perigee/job/exit_code.h"

namespace perigee::runner {

// Runs it to its end: what was made is written, what went wrong is said on standard error and in the termination
// message. Throws nothing.
ExitCode run(int argc, const char* const* argv);

}  // namespace perigee::runner
