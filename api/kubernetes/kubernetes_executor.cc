#include "api/kubernetes/kubernetes_executor.h"

#include <optional>
#include <utility>

#include "api/kubernetes/cluster_readiness.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/job/resource.h"
#include "perigee/kube/client.h"
#include "perigee/store/random_id.h"

namespace perigee::api {
namespace {

using kube::ApiError;
using kube::kAnalysisJobs;

// A client waits for its 202 meanwhile; what the API server has not answered by then, the controller asks it again.
constexpr std::chrono::seconds kPatience{5};

// The answer stays the same however often it is asked: not worth another try by the controller.
bool is_final(const ApiError& error) { return error.kind == ApiError::Kind::refused && !error.is_transient(); }

// There is no such object, or the one of this name is another job's.
bool is_gone(const ApiError& error) { return error.is_not_found() || error.is_conflict(); }

// Only on the object that the record knows: another one of its name is left alone.
std::string cancellation_of(const JobRecord& record) {
  const std::string wish = R"("spec":{"cancel":true}})";
  return record.uid.empty() ? "{" + wish : R"({"metadata":{"uid":")" + record.uid + R"("},)" + wish;
}

Jobs::Ending cancelled() {
  Jobs::Ending ending;
  ending.state = JobState::cancelled;
  return ending;
}

Jobs::Ending refused(const ApiError& error) {
  Jobs::Ending ending;
  ending.state = JobState::failed;
  ending.failure = Failure{FailureClass::platform, "Refused", kube::to_string(error), 0};
  return ending;
}

JobRecord new_record(JobSpec spec, std::string request_id) {
  JobRecord record;
  record.id = random_uuid();
  record.executor = "kubernetes";
  record.state = JobState::accepted;
  record.spec = std::move(spec);
  record.request_id = std::move(request_id);
  return record;
}

class KubernetesExecutor final : public Executor {
 public:
  KubernetesExecutor(kube::Config config, RedisPool& pool, const Clock& clock)
      : pool_(&pool),
        clock_(&clock),
        http_(std::move(config), clock),
        client_(http_, http_.namespace_name(), kPatience),
        readiness_(client_, clock) {}

  // The same key sent again is one more try to post what is still waiting for it.
  Result<Accepted> submit(JobSpec spec, const Idempotency& idempotency, std::string request_id) override {
    auto accepted = jobs().accept(new_record(std::move(spec), std::move(request_id)), idempotency);
    if (accepted && accepted->record.state == JobState::accepted) accepted->record = posted(accepted->record);
    return accepted;
  }

  // The cluster first: from then on the controller stops the job whatever becomes of this process. Then the record, so
  // that the answer is true at once, also where the cluster does not answer: whoever runs the job finds it ended. A
  // record that got its uid in between is looked at again, for now there is an AnalysisJob to be told.
  bool cancel(std::string_view id) override {
    const auto record = jobs().find(id);
    if (!record) return false;
    if (is_terminal(record->state)) return true;
    tell_to_cancel(*record);
    const auto answer = jobs().finish(id, record->uid, cancelled()).answer;
    return answer == FinishAnswer::other_uid ? cancel(id) : answer != FinishAnswer::unknown_job;
  }

  // The cluster first: an AnalysisJob without a record would be run again.
  bool remove(std::string_view id) override {
    const auto record = jobs().find(id);
    if (!record || !is_terminal(record->state)) return false;
    const auto error = client_.remove(kAnalysisJobs, id, {record->uid, 0});
    if (error && !is_gone(*error))
      throw EnvironmentError(
          error->is_denied() ? Fault::denied : Fault::unavailable,
          "The AnalysisJob of this job can not be deleted, so the job is kept. " + kube::to_string(*error));
    return jobs().remove(id);
  }

  std::string not_ready() const override { return readiness_.not_ready(); }
  Load load() const override { return {}; }  // the cluster's to know
  void stop() override {}                    // nothing runs here

 private:
  Jobs jobs() const { return Jobs(*pool_, *clock_); }

  // The record behind the attempt to make its AnalysisJob. It was accepted: whatever fails now is made good later.
  JobRecord posted(const JobRecord& record) try {
    const auto made = client_.create(kAnalysisJobs, analysis_job_manifest(record));
    if (made) return jobs().adopt(record.id, made->uid).value_or(record);
    if (made.error().already_exists()) return record;  // whoever made it, or the controller, notes that
    if (is_final(made.error())) return failed(record, made.error());
    log::warn("job not posted yet", {{"job", record.id}, {"why", kube::to_string(made.error())}});
    return record;
  } catch (const EnvironmentError& error) {
    log::warn("job not noted as posted", {{"job", record.id}, {"why", error.what()}});
    return record;
  }

  JobRecord failed(const JobRecord& record, const ApiError& error) {
    log::warn("job refused", {{"job", record.id}, {"why", kube::to_string(error)}});
    return jobs().finish(record.id, record.uid, refused(error)).record.value_or(record);
  }

  void tell_to_cancel(const JobRecord& record) {
    const auto merged = client_.merge(kAnalysisJobs, record.id, cancellation_of(record));
    if (!merged && !is_gone(merged.error()))
      log::warn("cluster not told of a cancellation", {{"job", record.id}, {"why", kube::to_string(merged.error())}});
  }

  RedisPool* pool_;
  const Clock* clock_;
  kube::Http http_;
  kube::Client client_;
  ClusterReadiness readiness_;
};

}  // namespace

Result<std::unique_ptr<Executor>> make_kubernetes_executor(const KubernetesSettings& settings, RedisPool& pool,
                                                           const Clock& clock) {
  auto config = kube::find_config(kube::own_surroundings(settings.kubeconfig));
  if (!config) return config.problems();
  if (!settings.namespace_name.empty()) config->namespace_name = settings.namespace_name;
  return std::unique_ptr<Executor>(std::make_unique<KubernetesExecutor>(*std::move(config), pool, clock));
}

}  // namespace perigee::api
