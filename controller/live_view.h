// What the API server says now, asked for one name: before anything that can not be undone. Stateless; waits.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "controller/analysis_job.h"
#include "controller/evidence.h"
#include "controller/observed.h"
#include "perigee/kube/client.h"

namespace perigee::controller {

struct LiveView {
  std::optional<AnalysisJob> job;  // nothing: there is none by this name
  std::vector<OwnJob> jobs;
};

// Nothing: the API server does not answer.
std::optional<LiveView> look(kube::Client& client, const std::string& name);

// What the events of a Job say of pods that were refused: the newest. Its reason is empty where they say nothing;
// nothing where the API server does not answer.
std::optional<Refusal> look_at_events(kube::Client& client, const std::string& job_uid);

}  // namespace perigee::controller
