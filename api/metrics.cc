#include "api/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <list>

namespace perigee::api {
namespace {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;

constexpr std::array<std::string_view, 5> kClasses = {"1xx", "2xx", "3xx", "4xx", "5xx"};
constexpr std::array<std::string_view, 7> kFaults = {"unavailable", "timeout", "out_of_memory", "read_only",
                                                     "denied",      "disk",    "internal"};

const Histogram::BucketBoundaries& durations() {
  static const Histogram::BucketBoundaries kBounds = {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30};
  return kBounds;
}

}  // namespace

class Metrics::RouteSeries {
 public:
  std::array<Counter*, kClasses.size()> by_class{};
  Histogram* seconds = nullptr;
};

class Metrics::State {
 public:
  prometheus::Registry registry;
  prometheus::Family<Counter>& requests = prometheus::BuildCounter()
                                              .Name("perigee_http_requests_total")
                                              .Help("Requests answered, by route, method and class of status")
                                              .Register(registry);
  prometheus::Family<Histogram>& seconds = prometheus::BuildHistogram()
                                               .Name("perigee_http_request_seconds")
                                               .Help("Time from a request's head to its answer's first byte")
                                               .Register(registry);
  prometheus::Family<Counter>& uploads =
      prometheus::BuildCounter().Name("perigee_uploads_total").Help("Uploads of data, by outcome").Register(registry);
  Counter& upload_bytes = counter("perigee_upload_bytes_total", "Bytes of data that uploads brought");
  Counter& upload_rows = counter("perigee_upload_rows_total", "Rows that uploads stored");
  prometheus::Family<Counter>& store_errors = prometheus::BuildCounter()
                                                  .Name("perigee_store_errors_total")
                                                  .Help("Requests that failed because of Redis or a disk, by fault")
                                                  .Register(registry);
  Gauge& connections = gauge("perigee_http_connections", "Connections open now");
  Gauge& waiting = gauge("perigee_http_waiting_requests", "Long-polls and event streams open now");
  Gauge& ready = gauge("perigee_ready", "1 when the API is ready to serve, else 0");
  Gauge& redis_up = gauge("perigee_redis_up", "1 when Redis answered the last look, else 0");
  Gauge& jobs_running = gauge("perigee_jobs_running", "Jobs that run now");
  Gauge& jobs_most = gauge("perigee_jobs_running_limit", "Jobs that may run at once");
  Gauge& jobs_queued = gauge("perigee_jobs_queued", "Jobs that wait for their turn");
  Gauge& jobs_known = gauge("perigee_jobs_known", "Jobs whose record is kept, in any state");
  std::list<RouteSeries> series;

 private:
  Counter& counter(const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
  }
  Gauge& gauge(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
  }
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

Metrics::RouteSeries& Metrics::route(std::string_view method, std::string_view pattern) {
  RouteSeries& series = state_->series.emplace_back();
  const std::string route(pattern), verb(method);
  for (std::size_t at = 0; at < kClasses.size(); ++at)
    series.by_class[at] =
        &state_->requests.Add({{"route", route}, {"method", verb}, {"status", std::string(kClasses[at])}});
  series.seconds = &state_->seconds.Add({{"route", route}, {"method", verb}}, durations());
  return series;
}

void Metrics::count(RouteSeries& series, int status, double seconds) {
  series.by_class[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)]->Increment();
  series.seconds->Observe(seconds);
}

void Metrics::upload(std::string_view outcome, std::uint64_t bytes, std::uint64_t rows) {
  state_->uploads.Add({{"outcome", std::string(outcome)}}).Increment();
  state_->upload_bytes.Increment(static_cast<double>(bytes));
  state_->upload_rows.Increment(static_cast<double>(rows));
}

void Metrics::store_error(Fault fault) {
  state_->store_errors.Add({{"fault", std::string(kFaults[static_cast<std::size_t>(fault)])}}).Increment();
}

void Metrics::connection_opened() { state_->connections.Increment(); }
void Metrics::connection_closed() { state_->connections.Decrement(); }
void Metrics::waiting(int change) { state_->waiting.Increment(change); }

std::string Metrics::text(const Snapshot& snapshot) {
  state_->ready.Set(snapshot.ready ? 1 : 0);
  state_->redis_up.Set(snapshot.redis_reachable ? 1 : 0);
  state_->jobs_running.Set(snapshot.jobs_running);
  state_->jobs_most.Set(snapshot.jobs_most);
  if (snapshot.redis_reachable) {
    state_->jobs_queued.Set(static_cast<double>(snapshot.jobs_queued));
    state_->jobs_known.Set(static_cast<double>(snapshot.jobs_known));
  }
  return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

}  // namespace perigee::api
