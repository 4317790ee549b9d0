// GET /jobs: newest first, filtered, in pages.
#pragma once

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

Route list_route(const Services& services);

}  // namespace perigee::api
