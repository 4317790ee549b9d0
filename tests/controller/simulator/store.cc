#include "tests/controller/simulator/store.h"

namespace perigee::controller::simulator {
namespace {

constexpr Millis kHour = 3'600'000;

}  // namespace

const JobRecord* Store::find(const std::string& name) const {
  const auto found = memory_.find(name);
  return found == memory_.end() ? nullptr : &found->second.record;
}

bool Store::has_result(const std::string& name) const {
  const auto found = memory_.find(name);
  return found != memory_.end() && !found->second.writer.empty();
}

std::vector<std::string> Store::names() const {
  std::vector<std::string> names;
  for (const auto& [name, entry] : memory_) names.push_back(name);
  return names;
}

void Store::acknowledge() {
  if (bug_ != Bug::acknowledges_before_sync) sync();
}

bool Store::accept(const std::string& name, Millis now) {
  if (memory_.contains(name)) return false;
  JobRecord record;
  record.id = name;
  record.executor = "kubernetes";
  record.state = JobState::accepted;
  record.created = now;
  memory_[name] = {std::move(record), ""};
  acknowledge();
  return true;
}

bool Store::write(const std::string& name, const std::string& uid, const std::optional<std::string>& seen_uid,
                  Millis now) {
  const auto found = memory_.find(name);
  if (found != memory_.end() && found->second.record.uid == uid) return true;
  const bool is_as_seen = found == memory_.end() ? !seen_uid : seen_uid == found->second.record.uid;
  if (!is_as_seen) return false;
  if (found != memory_.end()) acknowledged_.erase(found->second.record.uid);
  JobRecord record;
  record.id = name;
  record.uid = uid;
  record.executor = "kubernetes";
  record.created = now;
  memory_[name] = {std::move(record), ""};
  acknowledge();
  return true;
}

bool Store::begin(const std::string& name, const std::string& uid, Millis now) {
  if (memory_.contains(name)) return false;
  write(name, uid, std::nullopt, now);
  return begin_attempt(name, uid, 1);
}

bool Store::begin_attempt(const std::string& name, const std::string& uid, int attempt) {
  const auto found = memory_.find(name);
  if (found == memory_.end()) return false;
  JobRecord& record = found->second.record;
  if (record.uid != uid || is_terminal(record.state) || record.attempts > attempt) return false;
  record.attempts = attempt;
  acknowledge();
  return true;
}

Store::End Store::finish(const std::string& name, const std::string& uid, JobState state,
                         const std::optional<Failure>& failure, const std::string& writer, Millis now) {
  const auto found = memory_.find(name);
  if (found == memory_.end() || found->second.record.uid != uid) return End::unknown;
  auto& [record, drawn_by] = found->second;
  const bool was_over = is_terminal(record.state);
  const bool overwrites = bug_ == Bug::lets_the_twin_win && state == JobState::complete;
  if (was_over && !overwrites) return End::over_already;
  inspector_->verdicts.expect(!was_over || drawn_by == writer, Invariant::one_result,
                              name + " had a result of " + drawn_by + ", then one of " + writer);
  record.state = state;
  record.failure = failure;
  record.finished = now;
  record.expires = now + (state == JobState::complete ? 7 * 24 : 24) * kHour + kHour;
  if (state == JobState::complete) {
    record.result = ResultInfo{"image/png", 1, "sha of " + uid, 1, 1, 1, "v", 1};
    drawn_by = writer;
  }
  inspector_->on_end(record);
  acknowledge();
  acknowledged_[uid] = {name, state};
  ++ended_;
  return End::committed;
}

void Store::expire(Millis now) {
  std::erase_if(memory_, [&](const auto& entry) {
    const JobRecord& record = entry.second.record;
    if (!is_terminal(record.state) || record.expires > now) return false;
    acknowledged_.erase(record.uid);
    return true;
  });
  acknowledge();
}

void Store::look() const {
  for (const auto& [uid, end] : acknowledged_) {
    const auto found = memory_.find(end.first);
    const bool stands = found != memory_.end() && found->second.record.uid == uid &&
                        found->second.record.state == end.second &&
                        (end.second != JobState::complete || !found->second.writer.empty());
    inspector_->verdicts.expect(stands, Invariant::nothing_lost, end.first + " had ended, and has not any more");
  }
}

}  // namespace perigee::controller::simulator
