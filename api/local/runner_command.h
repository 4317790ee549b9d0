// How perigee-runner is called for one attempt.
//
// What is secret (the address of Redis holds a password) travels in the environment, never on the command line, which
// every user of the machine can read. Of this process's own environment only what a program needs to run is handed on.
#pragma once

#include "api/local/local_executor.h"
#include "api/local/process.h"
#include "perigee/job/record.h"

namespace perigee::api {

Command runner_command(const LocalSettings& settings, const JobRecord& record, int seconds_left);

}  // namespace perigee::api
