// GET /jobs/<id>/events: the job's states as server-sent events, until the terminal one.
#pragma once

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

Route event_route(const Services& services);

}  // namespace perigee::api
