#include "tests/controller/simulator/users.h"

#include <array>

namespace perigee::controller::simulator {
namespace {

const std::array<std::string, 3> kNames = {"a", "b", "c"};
constexpr int kMostSubmitted = 2;

}  // namespace

void Users::act(bool store_answers, Millis now) {
  const std::string& name = kNames[random_->below(kNames.size())];
  switch (random_->below(12)) {
    case 0:
    case 1:
    case 2:
      return create(name, now);
    case 3:
      return submit(store_answers, now);
    case 4:
      return server_->edit(name, [](AnalysisJob& job) { job.cancel = true; });
    case 5:
    case 6:
      return server_->edit(name, [](AnalysisJob& job) { job.suspend = !job.suspend && job.queue.empty(); });
    case 7:
      return erase(name, now);
    case 8:
      return vandalise();
    case 9:
    case 10:
      return recycle();
    default:
      return take_a_name();
  }
}

void Users::create(const std::string& name, Millis now, Queued queued) {
  AnalysisJob job = new_job(name, now);
  job.backoff_limit = static_cast<int>(random_->below(4));
  if (queued == Queued::sometimes && random_->chance(150)) job.queue = "a queue";
  if (server_->create(std::move(job)) == ApiServer::Answer::done) ++created_;
}

// Over REST: the record is acknowledged first, and the program may die before the AnalysisJob is made.
void Users::submit(bool store_answers, Millis now) {
  if (!store_answers || submitted_ == kMostSubmitted) return;
  const std::string name = "r" + std::to_string(++submitted_);
  if (store_->accept(name, now) && random_->chance(600)) create(name, now);
}

void Users::erase(const std::string& name, Millis now) {
  const bool waits = random_->chance(300);
  server_->erase(name, waits ? ApiServer::Deletion::foreground : ApiServer::Deletion::background, now);
}

std::string Users::any_job() const {
  const auto names = server_->jobs().names();
  return names.empty() ? "" : names[random_->below(names.size())];
}

void Users::vandalise() {
  const std::string name = any_job();
  if (name.empty() || !random_->chance(300)) return;
  const Work& work = *server_->jobs().find(name);
  inspector_->on_vandalised(server_->jobs().names_of(name).owner_uid, name, work.job.attempt);
  server_->remove_job(name);
}

// A cluster may delete finished Jobs when it likes.
void Users::recycle() {
  const std::string name = any_job();
  if (name.empty() || !server_->jobs().find(name)->job.ended) return;
  const Wish* owner = server_->wishes().find(name_of(name));
  const bool is_said = owner != nullptr && owner->job.status.says("Finished", Truth::yes);
  if (is_said) server_->remove_job(name);
}

// Somebody's own Job bears the name that the next attempt's would.
void Users::take_a_name() {
  const auto names = server_->wishes().names();
  if (names.empty() || !random_->chance(200)) return;
  const AnalysisJob& job = server_->wishes().find(names[random_->below(names.size())])->job;
  server_->put_strangers_job(job_name(job, job.status.over + 1));
}

void Users::let_go() {
  for (const std::string& name : server_->wishes().names())
    if (random_->chance(500)) server_->edit(name, [](AnalysisJob& job) { job.suspend = false; });
}

}  // namespace perigee::controller::simulator
