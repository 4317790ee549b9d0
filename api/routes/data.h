// GET, POST and DELETE /data: the default dataset, in the shapes that old clients know.
#pragma once

#include <vector>

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

// `services` outlives the routes.
std::vector<Route> data_routes(const Services& services);

}  // namespace perigee::api
