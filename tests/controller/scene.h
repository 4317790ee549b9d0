// An AnalysisJob in a small world: tests set up what is observed in a few words.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "controller/plan.h"

namespace perigee::controller::testing {

inline constexpr Millis kSecond = 1'000;
inline constexpr Millis kCreated = 1'700'000'000'000;
inline const std::string kUid = "0f9c4f6e-1111-4222-8333-444455556666";

inline JobRecord record_in(JobState state) {
  JobRecord record;
  record.id = "first-crossover";
  record.uid = kUid;
  record.executor = "kubernetes";
  record.state = state;
  return record;
}

inline OwnJob own_job(int attempt) {
  OwnJob job;
  job.name = "first-crossover-0f9c4f6e-" + std::to_string(attempt);
  job.uid = "job-" + std::to_string(attempt);
  job.attempt = attempt;
  job.created = kCreated;
  return job;
}

// Recorded, nothing made yet, read live.
inline Observed fresh() {
  AnalysisJob job;
  job.name = "first-crossover";
  job.uid = kUid;
  job.version = "7";
  job.generation = 1;
  job.created = kCreated;
  Observed seen;
  seen.live = true;
  seen.name = job.name;
  seen.job = std::move(job);
  seen.record = record_in(JobState::queued);
  return seen;
}

inline Evidence exited(int code) {
  Evidence evidence;
  evidence.started = kCreated + 2 * kSecond;
  evidence.end = ContainerEnd{code, 0, false, ""};
  return evidence;
}

// Attempt 1 draws, and the status says so.
inline Observed drawing() {
  Observed seen = fresh();
  OwnJob job = own_job(1);
  job.evidence.started = kCreated + 2 * kSecond;
  job.evidence.pod = "first-crossover-0f9c4f6e-1-abcde";
  job.evidence.node = "node-a";
  seen.jobs.push_back(job);
  const Plan said = plan(seen, kCreated + 2 * kSecond + kRunningShown);
  seen.job->status = std::get<WriteStatus>(said.actions.at(0)).status;
  return seen;
}

// The only action, but for the note in the record that goes before it.
template <class Kind>
const Kind* only(const Plan& plan) {
  std::size_t at = 0;
  if (!plan.actions.empty() && std::holds_alternative<BeginAttempt>(plan.actions.front())) at = 1;
  return plan.actions.size() == at + 1 ? std::get_if<Kind>(&plan.actions[at]) : nullptr;
}

}  // namespace perigee::controller::testing
