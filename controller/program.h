// The controller as a whole: makes its parts, lets them work, and takes them down in order.
#pragma once

#include "controller/config.h"

namespace perigee::controller {

// Works until SIGTERM or SIGINT. The exit code: 0 after a graceful stop, 1 when it could not start.
int run(const Config& config);

}  // namespace perigee::controller
