#include "controller/record.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "perigee/job/spec.h"

namespace perigee::controller {
namespace {

// What an AnalysisJob says beside it is between the controller and the cluster.
constexpr std::array<const char*, 7> kShared = {
    "analysis", "dataset", "parameters", "output", "activeDeadlineSeconds", "backoffLimit", "retention"};

}  // namespace

Result<JobRecord> record_of(const AnalysisJob& job) {
  const auto whole = nlohmann::json::parse(job.spec);
  auto shared = nlohmann::json::object();
  for (const char* name : kShared)
    if (const auto member = whole.find(name); member != whole.end()) shared[name] = *member;
  auto spec = parse_spec(shared.dump());
  if (!spec) return spec.problems();
  JobRecord record;
  record.id = job.name;
  record.uid = job.uid;
  record.executor = kExecutor;
  record.state = JobState::queued;
  record.spec = *std::move(spec);
  record.created = job.created;
  return record;
}

}  // namespace perigee::controller
