#include "api/routes/jobs.h"

#include <iterator>
#include <memory>
#include <utility>

#include "api/routes/jobs_events.h"
#include "api/routes/jobs_list.h"
#include "api/routes/jobs_one.h"
#include "api/routes/jobs_result_cache.h"
#include "api/routes/jobs_results.h"
#include "api/routes/jobs_submit.h"

namespace perigee::api {

std::vector<Route> job_routes(const Services& services) {
  // Shared: handlers are copied with their routes, and the cache lives as long as the last of them.
  const auto cache = std::make_shared<ResultCache>();
  const auto keeping = [cache](Route route) {
    route.handle = [cache, handle = std::move(route.handle)](const Request& request) { return handle(request); };
    return route;
  };
  std::vector<Route> routes = submission_routes(services);
  routes.push_back(list_route(services));
  for (auto& route : one_job_routes(services, *cache)) routes.push_back(keeping(std::move(route)));
  routes.push_back(event_route(services));
  routes.push_back(keeping(result_route(services, *cache)));
  return routes;
}

}  // namespace perigee::api
