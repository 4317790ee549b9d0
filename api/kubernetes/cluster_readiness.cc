#include "api/kubernetes/cluster_readiness.h"

#include <utility>

namespace perigee::api {
namespace {

// Discovery: every account may ask for it, so that it needs no right of its own.
constexpr const char* kResourcesOfPerigee = "/apis/perigee.dev/v1alpha1";
constexpr std::chrono::seconds kProbePatience{2};

std::string in_words(const kube::ApiError& error) {
  if (error.is_not_found())
    return "The cluster does not know AnalysisJobs. Apply crds/analysisjobs.perigee.dev.yaml, or install the chart "
           "with crds.enabled.";
  return kube::to_string(error);
}

}  // namespace

std::string ClusterReadiness::not_ready() const {
  const std::lock_guard lock(mutex_);
  if (!asked_at_ || clock_->steady() - *asked_at_ >= kFresh) {
    last_ = ask();
    asked_at_ = clock_->steady();
  }
  return last_;
}

std::string ClusterReadiness::ask() const {
  kube::Request request;
  request.target = kResourcesOfPerigee;
  request.timeout = kProbePatience;
  const auto answer = client_->call(std::move(request));
  return answer ? "" : in_words(answer.error());
}

}  // namespace perigee::api
