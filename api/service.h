// The API as a whole: makes what the routes work with, listens, and takes it all down in order.
#pragma once

#include "api/config.h"

namespace perigee::api {

// Serves until SIGTERM or SIGINT. The exit code: 0 after a graceful stop, 1 when it could not start or its listener
// died.
int serve(const Config& config);

}  // namespace perigee::api
