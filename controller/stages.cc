#include "controller/stages.h"

#include <algorithm>
#include <variant>

namespace perigee::controller {

void Stages::heard(const News& news) {
  if (news.of != News::Of::analysis_job || news.is_initial) return;
  const std::lock_guard lock(mutex_);
  if (news.kind == kube::Change::Kind::added) marks_[news.name] = {Stage::posted, clock_->steady()};
  if (news.kind == kube::Change::Kind::removed) marks_.erase(news.name);
}

void Stages::saw(const Observed& seen) {
  const bool has_started =
      std::any_of(seen.jobs.begin(), seen.jobs.end(), [](const OwnJob& job) { return job.evidence.started != 0; });
  const bool has_ended = seen.record && is_terminal(seen.record->state);
  if (has_started || has_ended) reach(seen.name, Stage::started);
  if (has_ended) reach(seen.name, Stage::ended);
}

void Stages::did(const Observed& seen, const Action& action) {
  if (std::holds_alternative<PostJob>(action)) reach(seen.name, Stage::posted);
  const auto* write = std::get_if<WriteStatus>(&action);
  if (write == nullptr || !write->status.says("Finished", Truth::yes)) return;
  reach(seen.name, Stage::told);
  const std::lock_guard lock(mutex_);
  marks_.erase(seen.name);
}

void Stages::reach(const std::string& name, Stage stage) {
  std::chrono::duration<double> took{0};
  {
    const std::lock_guard lock(mutex_);
    const auto mark = marks_.find(name);
    if (mark == marks_.end() || mark->second.next != stage) return;
    const auto now = clock_->steady();
    took = now - mark->second.since;
    mark->second = {static_cast<Stage>(static_cast<int>(stage) + 1), now};
  }
  observer_(stage, took.count());
}

}  // namespace perigee::controller
