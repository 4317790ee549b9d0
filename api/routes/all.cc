#include "api/routes/all.h"

#include <iterator>
#include <memory>
#include <utility>

#include "api/charts/studio.h"
#include "api/config.h"
#include "api/routes/analyses.h"
#include "api/routes/cancer.h"
#include "api/routes/charts.h"
#include "api/routes/data.h"
#include "api/routes/datasets.h"
#include "api/routes/jobs.h"
#include "api/routes/meta.h"
#include "api/routes/missions.h"
#include "api/routes/old_apis.h"

namespace perigee::api {
namespace {

void add(std::vector<Route>& routes, std::vector<Route> more) { std::ranges::move(more, std::back_inserter(routes)); }

std::vector<Route> own_routes(const Services& services, const std::shared_ptr<Studio>& studio) {
  std::vector<Route> routes;
  add(routes, data_routes(services));
  add(routes, job_routes(services));
  add(routes, chart_routes(studio));
  add(routes, dataset_routes(services));
  add(routes, analysis_routes());
  add(routes, cancer_graphs(services, studio));
  add(routes, cancer_jobs(services));
  add(routes, probe_routes(services));
  return routes;
}

std::vector<Route> cancer_own(const Services& services) {
  std::vector<Route> routes = cancer_data(services);
  add(routes, cancer_program_jobs(services));
  return routes;
}

// The root speaks one of the old APIs; where that has an address of Perigee's own, the other one is below /space.
std::vector<Route> root_routes(const Services& services, const std::vector<Route>& own) {
  if (services.config.compat == "missions")
    return over(mission_routes(services, route_of(own, "GET", "/jobs/{id}").handle), own);
  if (services.config.compat == "cancer") return over(cancer_own(services), own);
  return own;
}

}  // namespace

std::vector<Route> all_routes(const Services& services) {
  // Shared: handlers are copied with their routes, and what they draw with lives as long as the last of them.
  const auto studio = std::make_shared<Studio>(services);
  const std::vector<Route> own = own_routes(services, studio);
  std::vector<Route> routes = root_routes(services, own);
  add(routes, under("/space", space_routes(own)));
  add(routes, under("/missions", mission_routes(services, {})));
  for (auto& more : {cancer_graphs(services, studio), cancer_jobs(services), cancer_own(services)})
    add(routes, under("/cancer", more));
  return over(routes, meta_routes(routes));
}

}  // namespace perigee::api
