#include "controller/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <map>
#include <mutex>
#include <utility>

namespace perigee::controller {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Labels;

using Bounds = Histogram::BucketBoundaries;

// Those of controller-runtime.
const Bounds& reconcile_bounds() {
  static const Bounds kBounds = {0.005, 0.01, 0.025, 0.05, 0.1,  0.15, 0.2,  0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6,
                                 0.7,   0.8,  0.9,   1,    1.25, 1.5,  1.75, 2,    2.5, 3,    3.5, 4,    4.5, 5,
                                 6,     7,    8,     9,    10,   15,   20,   25,   30,  40,   50,  60};
  return kBounds;
}
const Bounds& queue_bounds() {
  static const Bounds kBounds = {1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000};
  return kBounds;
}
const Bounds& stage_bounds() {
  static const Bounds kBounds = {0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25,
                                 0.5,   1,      2.5,   5,    10,    30,    60,   300, 1800};
  return kBounds;
}

constexpr std::array<const char*, 3> kResults = {"success", "error", "requeue_after"};
const Labels kController = {{"controller", "analysisjob"}};
const Labels kQueue = {{"controller", "analysisjob"}, {"name", "analysisjob"}};

double seconds(Millis time) { return static_cast<double>(time) / 1000; }

Labels with(Labels labels, const char* name, std::string value) {
  labels.emplace(name, std::move(value));
  return labels;
}

}  // namespace

class Metrics::State {
 public:
  prometheus::Registry registry;

  std::array<Counter*, kResults.size()> results{};
  Counter& errors = counter("controller_runtime_reconcile_errors_total", "Passes that failed", kController);
  Histogram& reconcile_time = histogram("controller_runtime_reconcile_time_seconds", "Length of a pass over one name",
                                        kController, reconcile_bounds());
  Gauge& most_workers =
      gauge("controller_runtime_max_concurrent_reconciles", "Names that are looked at at once, at most", kController);
  Gauge& active_workers = gauge("controller_runtime_active_workers", "Names that are looked at now", kController);

  Gauge& depth = gauge("workqueue_depth", "Names that wait", kQueue);
  Counter& adds = counter("workqueue_adds_total", "Names that were added", kQueue);
  Counter& retries = counter("workqueue_retries_total", "Names that were put back after a failure", kQueue);
  Histogram& queue_time =
      histogram("workqueue_queue_duration_seconds", "Time that a name waits", kQueue, queue_bounds());
  Histogram& work_time =
      histogram("workqueue_work_duration_seconds", "Time that a name is worked on", kQueue, queue_bounds());
  Gauge& unfinished =
      gauge("workqueue_unfinished_work_seconds", "Time spent so far on the names in work, together", kQueue);
  Gauge& longest = gauge("workqueue_longest_running_processor_seconds", "The longest of these times", kQueue);

  Family<Counter>& requests = prometheus::BuildCounter()
                                  .Name("rest_client_requests_total")
                                  .Help("Requests to the API server, by method and code of the answer")
                                  .Register(registry);
  Gauge& leads =
      gauge("leader_election_master_status", "1 while this process leads, else 0", {{"name", "perigee-controller"}});

  std::array<Histogram*, kStages.size()> stages{};
  Gauge& analysis_jobs = gauge("perigee_analysis_jobs", "AnalysisJobs that are known", {});
  Gauge& events_dropped = gauge("perigee_events_dropped", "Events that could not be written", {});

  std::mutex mutex;  // of what follows, and of a scrape
  std::map<std::pair<std::string, int>, Counter*> by_code;

  State() {
    auto& all_results = prometheus::BuildCounter()
                            .Name("controller_runtime_reconcile_total")
                            .Help("Passes over one name, by result")
                            .Register(registry);
    for (std::size_t i = 0; i < kResults.size(); ++i)
      results[i] = &all_results.Add(with(kController, "result", kResults[i]));
    auto& all_stages =
        prometheus::BuildHistogram()
            .Name("perigee_stage_seconds")
            .Help("Length of a job's stages: until its Job was posted, started, ended, and that was told")
            .Register(registry);
    for (std::size_t i = 0; i < kStages.size(); ++i)
      stages[i] = &all_stages.Add({{"stage", std::string(kStages[i])}}, stage_bounds());
  }

 private:
  Counter& counter(const char* name, const char* help, const Labels& labels) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add(labels);
  }
  Gauge& gauge(const char* name, const char* help, const Labels& labels) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add(labels);
  }
  Histogram& histogram(const char* name, const char* help, const Labels& labels, const Bounds& bounds) {
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add(labels, bounds);
  }
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::pass(const NameQueue::Work& work) {
  state_->results[static_cast<std::size_t>(work.result)]->Increment();
  if (work.result == NameQueue::Work::Result::error) state_->errors.Increment();
  state_->reconcile_time.Observe(seconds(work.worked));
  state_->queue_time.Observe(seconds(work.waited));
  state_->work_time.Observe(seconds(work.worked));
}

void Metrics::request(const kube::Answered& answered) {
  const std::lock_guard lock(state_->mutex);
  Counter*& counter = state_->by_code[{std::string(answered.method), answered.code}];
  if (counter == nullptr)
    counter = &state_->requests.Add({{"method", std::string(answered.method)},
                                     {"code", answered.code == 0 ? "<error>" : std::to_string(answered.code)}});
  counter->Increment();
}

void Metrics::stage(Stage stage, double took) { state_->stages[static_cast<std::size_t>(stage)]->Observe(took); }

std::string Metrics::text(const Snapshot& snapshot) {
  const std::lock_guard lock(state_->mutex);
  const NameQueue::Load& load = snapshot.queue;
  state_->adds.Increment(static_cast<double>(load.added) - state_->adds.Value());
  state_->retries.Increment(static_cast<double>(load.retried) - state_->retries.Value());
  state_->depth.Set(static_cast<double>(load.waiting));
  state_->unfinished.Set(seconds(load.unfinished_work));
  state_->longest.Set(seconds(load.longest_work));
  state_->active_workers.Set(static_cast<double>(load.in_work));
  state_->most_workers.Set(snapshot.workers);
  state_->leads.Set(snapshot.leads ? 1 : 0);
  state_->analysis_jobs.Set(static_cast<double>(snapshot.analysis_jobs));
  state_->events_dropped.Set(static_cast<double>(snapshot.events_dropped));
  return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

}  // namespace perigee::controller
