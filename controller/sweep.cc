#include "controller/sweep.h"

#include <chrono>
#include <utility>

#include "controller/record.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/job/resource.h"

namespace perigee::controller {
namespace {

Jobs::Ending refused(const kube::ApiError& error) {
  return {JobState::failed, std::nullopt, "", Failure{FailureClass::platform, "Refused", to_string(error), 0}};
}

bool is_final(const kube::ApiError& error) {
  return error.kind == kube::ApiError::Kind::refused && !error.is_transient();
}

}  // namespace

Sweep::Sweep(Parts parts) : parts_(std::move(parts)), thread_([this] { work(); }) {}

void Sweep::hurry() {
  {
    const std::lock_guard lock(mutex_);
    is_hurried_ = true;
  }
  changed_.notify_one();
}

void Sweep::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Sweep::work() {
  while (sleep()) {
    try {
      if (parts_.may_write()) sweep();
    } catch (const std::exception& error) {
      log::warn("a sweep failed", {{"reason", std::string_view(error.what())}});
    }
  }
}

// False: it is over.
bool Sweep::sleep() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::milliseconds(kSweepEvery), [this] { return is_over_ || is_hurried_; });
  is_hurried_ = false;
  return !is_over_;
}

void Sweep::sweep() {
  for (const UnfinishedJob& job : Jobs(parts_.redis, parts_.clock).unfinished(kExecutor)) look_at(job);
  const Millis now = parts_.clock.now();
  if (now < tidied_at_ + kTidyEvery) return;
  tidied_at_ = now;
  tidy();
}

void Sweep::look_at(const UnfinishedJob& job) {
  const bool is_known = parts_.memory.knows(job.id);
  if (job.state != JobState::accepted || !job.uid.empty()) {
    if (!is_known) parts_.look_at(job.id);  // it is asked for live before its record is ended
    return;
  }
  if (is_known) return parts_.look_at(job.id);  // to be bound to what is there
  if (parts_.clock.now() < job.created + kOutboxAge) return;
  if (const auto record = Jobs(parts_.redis, parts_.clock).find(job.id)) post(*record);
}

void Sweep::post(const JobRecord& record) {
  if (!parts_.may_write()) return;
  const auto made = parts_.client.create(kube::kAnalysisJobs, analysis_job_manifest(record));
  if (made || made.error().already_exists()) {
    log::info("an accepted job was posted again", {{"job", record.id}});
    return parts_.look_at(record.id);
  }
  const std::string reason = to_string(made.error());
  log::warn("an accepted job was not posted", {{"job", record.id}, {"error", reason}});
  if (is_final(made.error())) Jobs(parts_.redis, parts_.clock).finish(record.id, record.uid, refused(made.error()));
}

// Records expire by themselves; the index of them does not.
void Sweep::tidy() {
  if (const auto dropped = Jobs(parts_.redis, parts_.clock).sweep(); dropped > 0)
    log::info("the index was tidied", {{"dropped", dropped}});
}

}  // namespace perigee::controller
