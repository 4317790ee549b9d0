#include "tests/controller/simulator/api_server.h"

#include <algorithm>

namespace perigee::controller::simulator {
namespace {

constexpr const char* kStranger = "a stranger";

std::string numbered(const char* prefix, std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return prefix + std::string(5 - std::min<std::size_t>(5, digits.size()), '0') + digits;
}

}  // namespace

std::string name_of(const std::string& object_name) { return object_name.substr(0, object_name.find("-uid")); }

AnalysisJob new_job(const std::string& name, Millis now) {
  AnalysisJob job;
  job.name = name;
  job.created = now;
  job.active_deadline_seconds = 120;
  job.pending_deadline_seconds = 60;
  return job;
}

ApiServer::Answer ApiServer::create(AnalysisJob job) {
  if (wishes_.contains(job.name)) return Answer::exists;
  job.uid = numbered("uid", ++serial_);
  job.generation = 1;
  inspector_->on_created(job);
  put_wish({std::move(job), false, 0});
  return Answer::done;
}

void ApiServer::put_wish(Wish wish) {
  wish.job.version = std::to_string(++revision_);
  Names names{wish.job.name, wish.job.uid, ""};
  wishes_.put(revision_, std::move(names), std::move(wish));
}

void ApiServer::edit(const std::string& name, void (*change)(AnalysisJob&)) {
  if (!wishes_.contains(name)) return;
  Wish wish = *wishes_.find(name);
  change(wish.job);
  ++wish.job.generation;
  if (wish.job.cancel) inspector_->on_unwanted(wish.job.uid);
  put_wish(std::move(wish));
}

void ApiServer::erase(const std::string& name, Deletion deletion, Millis now) {
  const Wish* found = wishes_.find(name);
  if (found == nullptr || found->job.deleting) return;
  inspector_->on_unwanted(found->job.uid);
  if (deletion == Deletion::background && !found->has_finalizer) return wishes_.remove(++revision_, name);
  Wish wish = *found;
  wish.job.deleting = true;
  wish.deleting_since = now;
  put_wish(std::move(wish));
}

ApiServer::Answer ApiServer::post_job(const AnalysisJob& owner, const std::string& name, int attempt, Millis deadline,
                                      Millis now, Timing timing) {
  if (jobs_.contains(name)) return Answer::exists;
  inspector_->on_write(owner.uid);
  // Of an owner who is gone the garbage collector takes it before any pod is made.
  if (is_alive(owner.uid)) inspector_->on_posted(owner, name, attempt, has_active_job(owner.uid), timing);
  Work work;
  work.job.name = name;
  work.job.uid = numbered("job", ++serial_);
  work.job.attempt = attempt;
  work.job.created = now;
  work.job.suspended = !owner.queue.empty();
  work.deadline = deadline;
  work.is_late = timing == Timing::late;
  Names names{name, work.job.uid, owner.uid};
  jobs_.put(++revision_, std::move(names), std::move(work));
  return Answer::done;
}

ApiServer::Answer ApiServer::delete_job(const std::string& name, const std::string& uid,
                                        const std::string& sender_uid) {
  inspector_->verdicts.expect(!uid.empty(), Invariant::identity, name + " was to be deleted, whoever it is");
  if (!jobs_.contains(name)) return Answer::not_found;
  const Names& names = jobs_.names_of(name);
  if (!uid.empty() && names.uid != uid) return Answer::conflict;
  inspector_->verdicts.expect(names.owner_uid == sender_uid, Invariant::identity, name + " is another job's");
  inspector_->on_write(sender_uid);
  remove_job(name);
  return Answer::done;
}

ApiServer::Answer ApiServer::delete_wish(const std::string& name, const std::string& uid) {
  inspector_->verdicts.expect(!uid.empty(), Invariant::identity, name + " was to be deleted, whoever it is");
  const Wish* found = wishes_.find(name);
  if (found == nullptr) return Answer::not_found;
  if (!uid.empty() && found->job.uid != uid) return Answer::conflict;
  inspector_->verdicts.expect(found->job.status.says("Finished", Truth::yes), Invariant::nothing_lost,
                              name + " was deleted before its end");
  inspector_->on_write(found->job.uid);
  wishes_.remove(++revision_, name);
  return Answer::done;
}

ApiServer::Answer ApiServer::write_status(const std::string& name, const std::string& version, const Status& status) {
  const Wish* found = wishes_.find(name);
  if (found == nullptr) return Answer::not_found;
  if (found->job.version != version) return Answer::conflict;
  inspector_->on_status(found->job, status);
  inspector_->on_write(found->job.uid);
  Wish wish = *found;
  wish.job.status = status;
  put_wish(std::move(wish));
  return Answer::done;
}

void ApiServer::set_finalizer(const std::string& name, bool is_set) {
  const Wish* found = wishes_.find(name);
  if (found == nullptr || found->has_finalizer == is_set) return;
  Wish wish = *found;
  wish.has_finalizer = is_set;
  put_wish(std::move(wish));
}

void ApiServer::take_over(const std::string& job_name, const std::string& owner_uid) {
  const Names names = jobs_.names_of(job_name);
  inspector_->verdicts.expect(names.owner_uid == owner_uid, Invariant::identity,
                              job_name + " was taken from its owner");
  jobs_.put(++revision_, {job_name, names.uid, owner_uid}, Work(*jobs_.find(job_name)));
}

void ApiServer::put_job(const std::string& name, Work work) {
  jobs_.put(++revision_, Names(jobs_.names_of(name)), std::move(work));
}

void ApiServer::put_strangers_job(const std::string& name) {
  if (jobs_.contains(name)) return;
  Work work;
  work.job.name = name;
  work.job.uid = numbered("job", ++serial_);
  Names names{name, work.job.uid, kStranger};
  jobs_.put(++revision_, std::move(names), std::move(work));
}

void ApiServer::remove_job(const std::string& name) { jobs_.remove(++revision_, name); }

void ApiServer::put_pod(const std::string& name, Pod pod) {
  if (!jobs_.contains(pod.job_name) && !pods_.contains(name)) return;
  Names names = pods_.contains(name) ? pods_.names_of(name) : Names{name, name, jobs_.names_of(pod.job_name).uid};
  pods_.put(++revision_, std::move(names), std::move(pod));
}

void ApiServer::remove_pod(const std::string& name) { pods_.remove(++revision_, name); }

std::vector<std::pair<std::string, Pod>> ApiServer::pods_of(const std::string& job_uid) const {
  std::vector<std::pair<std::string, Pod>> pods;
  for (const std::string& name : pods_.names())
    if (pods_.names_of(name).owner_uid == job_uid) pods.emplace_back(name, *pods_.find(name));
  return pods;
}

bool ApiServer::is_alive(const std::string& wish_uid) const {
  const auto names = wishes_.names();
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return wishes_.names_of(name).uid == wish_uid; });
}

bool ApiServer::has_active_job(const std::string& wish_uid) const {
  for (const std::string& name : jobs_.names()) {
    const Work& work = *jobs_.find(name);
    if (jobs_.names_of(name).owner_uid != wish_uid || work.job.ended || work.is_late) continue;
    const auto pods = pods_of(work.job.uid);
    const bool has_ended = std::any_of(
        pods.begin(), pods.end(), [](const auto& pod) { return pod.second.facts.end || pod.second.facts.disrupted; });
    if (!has_ended) return true;
  }
  return false;
}

bool ApiServer::collect_garbage() {
  const std::uint64_t before = revision_;
  for (const std::string& name : jobs_.names()) {
    const std::string& owner = jobs_.names_of(name).owner_uid;
    const auto wishes = wishes_.names();
    const bool is_wanted =
        owner == kStranger || std::any_of(wishes.begin(), wishes.end(), [&](const std::string& wish) {
          return wishes_.names_of(wish).uid == owner && !wishes_.find(wish)->job.deleting;
        });
    if (!is_wanted) remove_job(name);
  }
  for (const std::string& name : pods_.names()) {
    const Pod& pod = *pods_.find(name);
    if (!jobs_.contains(pod.job_name) || jobs_.names_of(pod.job_name).uid != pods_.names_of(name).owner_uid)
      remove_pod(name);
  }
  for (const std::string& name : wishes_.names()) {
    const Wish& wish = *wishes_.find(name);
    if (wish.job.deleting && !wish.has_finalizer) wishes_.remove(++revision_, name);
  }
  return revision_ != before;
}

}  // namespace perigee::controller::simulator
