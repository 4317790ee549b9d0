// What Jobs and their pods tell, from the API server's JSON. Stateless; thread-safe.
//
// Fast pods never reach phase Running, and their termination message appears while the phase is still Pending: the
// containers' states are believed, the phase is not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "controller/observed.h"

namespace perigee::controller {

// The labels by which a Job and its pods are found, beside their owner.
inline constexpr std::string_view kNameLabel = "perigee.dev/analysis-job", kAttemptLabel = "perigee.dev/attempt";

// One pod, as far as it matters.
struct PodFacts {
  std::string name, node;
  Millis created = 0;
  Millis started = 0;  // its container did; 0: not yet
  std::optional<ContainerEnd> end;
  bool disrupted = false;
  std::string waiting_reason, waiting_message;
};
std::optional<PodFacts> read_pod(std::string_view json);

// All pods of one Job, oldest first. A disruption of one, or the end of any, is the Job's.
Evidence evidence_of(const std::vector<PodFacts>& pods);

// A Job of ours, without evidence; nothing where the text is no Job, or has no attempt in its labels.
std::optional<OwnJob> read_job(std::string_view json);

// What an event of a Job that has no pod says: quota and admission refuse pods nowhere else. The reason is a word of
// ours ("QuotaExceeded", "AdmissionRefused"); nothing where the event says nothing of the kind.
struct Refusal {
  std::string reason, message;
};
std::optional<Refusal> read_refusal(std::string_view event_json);

}  // namespace perigee::controller
