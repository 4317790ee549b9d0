// What one decision is made from: the AnalysisJob, its record, its Jobs and what their pods told. A plain value, so
// that a table, a simulator and the cluster feed the same plan.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "controller/analysis_job.h"
#include "perigee/base/clock.h"
#include "perigee/job/record.h"

namespace perigee::controller {

// How a container ended.
struct ContainerEnd {
  int exit_code = 0;
  int signal = 0;
  bool out_of_memory = false;  // by reason OOMKilled alone: 137 has other causes
  std::string last_words;      // the termination message
  bool operator==(const ContainerEnd&) const = default;
};

// What the pods of one Job tell, taken together.
struct Evidence {
  Millis started = 0;  // the first container did; 0: none has
  std::optional<ContainerEnd> end;
  bool disrupted = false;                       // evicted, preempted, drained, or its node was lost
  std::string waiting_reason, waiting_message;  // the first specific one: "ImagePullBackOff"
  std::string pod, node;
};

struct OwnJob {
  std::string name, uid;
  int attempt = 0;
  Millis created = 0;
  bool suspended = false;  // by its queue: not admitted yet
  bool deleting = false;
  bool ended = false;  // finished, or on its way there (FailureTarget, SuccessCriteriaMet)
  std::string reason;  // why, in the word of Kubernetes: "DeadlineExceeded"
  Evidence evidence;
};

enum class Store : std::uint8_t { answers, unavailable };

// Why the current attempt's Job could not be made when that was tried last: somebody else's Job bears its name, a quota
// or a policy refused it. Forgotten after kObstacleRetry, so that it is tried again.
struct Obstacle {
  std::string reason, message;  // "NameConflict"
};

struct Observed {
  // False: the informer has not yet seen the last write made for this name; what follows is older than that.
  bool caught_up = true;
  // Read from the API server itself within this decision, not from the informer's memory.
  bool live = false;
  // The events of the current Job were read: what they say is in its evidence.
  bool events_read = false;

  std::string name;
  std::optional<AnalysisJob> job;  // nothing: there is none by this name
  Store store = Store::answers;
  std::optional<JobRecord> record;  // under this name, whosever it is
  std::vector<OwnJob> jobs;         // owned by this uid
  std::optional<Obstacle> obstacle;
};

}  // namespace perigee::controller
