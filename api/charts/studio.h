// Answers with the chart of a spec: from the client's copy, from those remembered, drawn at once, or by a job. What
// GET /charts and the old addresses of graphs share. Thread-safe.
#pragma once

#include <string>

#include "api/charts/press.h"
#include "api/http.h"
#include "api/services.h"
#include "perigee/job/spec.h"
#include "perigee/store/datasets.h"

namespace perigee::api {

class Studio {
 public:
  explicit Studio(const Services& services);  // which outlive it

  // The spec was checked. 200 with its strong ETag, 304, 303 to a job where the chart is beyond a bound, 404 without
  // the dataset, 422 where its columns do not fit, 503 with Retry-After. Throws EnvironmentError.
  Response answer(const JobSpec& spec, const Request& request);

 private:
  struct Order;

  std::string etag_of(const std::string& version, const JobSpec& spec) const;
  Response printed(const Order& order, const Request& request);
  Result<Print> drawn(const JobSpec& spec, const Manifest& manifest, const Press::GoesOn& goes_on) const;
  Result<Print> drawn_of_any_version(const Order& order, const Press::GoesOn& goes_on) const;

  const Services& services_;
  std::string build_;
  Press press_;
};

}  // namespace perigee::api
