#include "tests/controller/simulator/workload.h"

#include <algorithm>
#include <array>
#include <utility>

namespace perigee::controller::simulator {

void Workload::turn(Mood mood, bool store_answers, Millis now) {
  mood_ = mood;
  store_answers_ = store_answers;
  now_ = now;
  for (const std::string& name : server_->jobs().names())
    if (happens(500)) advance_job(name);
  for (const std::string& name : server_->pods().names())
    if (happens(500)) advance_pod(name);
  if (happens(300)) server_->collect_garbage();
}

void Workload::advance_job(const std::string& name) {
  Work work = *server_->jobs().find(name);
  if (work.job.ended || work.deadline == 0) return;  // 0: a stranger's
  if (work.job.suspended) {
    work.job.suspended = false;  // its queue admits it
    return server_->put_job(name, std::move(work));
  }
  const auto pods = server_->pods_of(work.job.uid);
  if (now_ >= work.job.created + work.deadline) {
    for (const auto& [pod, value] : pods) server_->remove_pod(pod);
    return end_job(name, std::move(work), "DeadlineExceeded");
  }
  if (work.pods_made == 0) {
    const bool has_twin = goes_wrong(50);
    work.is_stuck = goes_wrong(30);
    make_pod(name, work);
    if (has_twin) make_pod(name, *server_->jobs().find(name));
    return;
  }
  const bool has_ended = pods.empty() || std::any_of(pods.begin(), pods.end(), [](const auto& pod) {
                           return pod.second.facts.end || pod.second.facts.disrupted;
                         });
  if (has_ended && !work.is_stuck) end_job(name, std::move(work), pods.empty() ? "BackoffLimitExceeded" : "");
}

void Workload::make_pod(const std::string& name, Work work) {
  Pod pod;
  ++work.pods_made;
  pod.facts.name = name + "-pod" + std::to_string(work.pods_made);
  pod.facts.created = now_;
  pod.job_name = name;
  pod.analysis_job = name_of(name);
  pod.uid = server_->jobs().names_of(name).owner_uid;
  pod.attempt = work.job.attempt;
  server_->put_job(name, std::move(work));
  const std::string pod_name = pod.facts.name;
  server_->put_pod(pod_name, std::move(pod));
}

void Workload::end_job(const std::string& name, Work work, std::string reason) {
  inspector_->on_bad_end(server_->jobs().names_of(name).owner_uid, work.job.attempt);
  work.job.ended = true;
  work.job.reason = std::move(reason);
  server_->put_job(name, std::move(work));
}

void Workload::advance_pod(const std::string& name) {
  Pod pod = *server_->pods().find(name);
  if (pod.facts.end || pod.facts.disrupted) return;
  if (goes_wrong(20)) {  // deleted by force: it leaves without a word
    inspector_->on_bad_end(pod.uid, pod.attempt);
    return server_->remove_pod(name);
  }
  if (pod.facts.started != 0) return run(name, std::move(pod));
  if (goes_wrong(200)) {
    pod.facts.waiting_reason = "ImagePullBackOff";
  } else {
    pod.facts.started = now_;
    pod.facts.waiting_reason.clear();
  }
  server_->put_pod(name, std::move(pod));
}

void Workload::run(const std::string& name, Pod pod) {
  if (goes_wrong(400)) return fail(name, std::move(pod));
  const int code = commit(name, pod);
  if (goes_wrong(100)) return server_->put_pod(name, std::move(pod));  // committed, and not dead yet
  if (goes_wrong(100)) return fail(name, std::move(pod));              // committed, and killed before its exit
  put(name, std::move(pod), code);
}

int Workload::commit(const std::string& name, Pod& pod) {
  if (!store_answers_) return 20;
  const auto end = store_->finish(pod.analysis_job, pod.uid, JobState::complete, std::nullopt, name, now_);
  pod.is_over = end != Store::End::unknown;
  if (goes_wrong(50)) return 20;  // done, and the answer was lost
  return end == Store::End::unknown ? 12 : 0;
}

void Workload::fail(const std::string& name, Pod pod) {
  static constexpr std::array<int, 8> kCodes = {20, 22, 30, 137, 139, 12, 0, 20};
  inspector_->on_bad_end(pod.uid, pod.attempt);
  if (random_->chance(300)) {
    pod.facts.disrupted = true;
    return server_->put_pod(name, std::move(pod));
  }
  put(name, std::move(pod), kCodes[random_->below(kCodes.size())]);
}

void Workload::put(const std::string& name, Pod pod, int exit_code) {
  const bool is_out_of_memory = exit_code == 137 && random_->chance(500);
  pod.facts.end = ContainerEnd{exit_code, 0, is_out_of_memory, ""};
  if (exit_code != 0) inspector_->on_bad_end(pod.uid, pod.attempt);
  if (exit_code == 12 || (exit_code == 0 && !pod.is_over)) inspector_->on_hopeless(pod.uid);
  server_->put_pod(name, std::move(pod));
}

}  // namespace perigee::controller::simulator
