#include "api/routes/all.h"

#include <iterator>

#include "api/routes/analyses.h"
#include "api/routes/charts.h"
#include "api/routes/data.h"
#include "api/routes/datasets.h"
#include "api/routes/jobs.h"
#include "api/routes/meta.h"

namespace perigee::api {

std::vector<Route> all_routes(const Services& services) {
  std::vector<Route> routes;
  const auto add = [&](std::vector<Route> more) { std::ranges::move(more, std::back_inserter(routes)); };
  add(data_routes(services));
  add(job_routes(services));
  add(chart_routes(services));
  add(dataset_routes(services));
  add(analysis_routes());
  add(probe_routes(services));
  add(meta_routes(routes));
  return routes;
}

}  // namespace perigee::api
