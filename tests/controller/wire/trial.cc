#include "tests/controller/wire/trial.h"

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <thread>

#include "perigee/store/jobs.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

// Long enough for the slowest machine; nothing waits for it where all is well.
constexpr auto kLongest = 180s;
// No write may come in this time after the end.
constexpr auto kQuiet = 300ms;
constexpr auto kSuspicion = 2s;
constexpr int kLeaseSeconds = 3;

RedisAddress address_of(const RedisServer& redis) {
  auto address = parse_redis_url(redis.url());
  if (!address) throw std::runtime_error(to_string(address.problems()));
  return *address;
}

json analysis_job(const std::string& name) {
  return {{"apiVersion", "perigee.dev/v1alpha1"},
          {"kind", "AnalysisJob"},
          {"metadata", {{"name", name}, {"namespace", "wire"}}},
          {"spec", {{"analysis", "timeline"}, {"dataset", "launches"}}}};
}

std::string end_of(const std::string& kind) {
  if (kind == "user") return "Failed";
  return kind == "hold" ? "Cancelled" : "Succeeded";
}
JobState record_of(const std::string& kind) {
  if (kind == "user") return JobState::failed;
  return kind == "hold" ? JobState::cancelled : JobState::complete;
}
int attempts_of(const std::string& kind) { return kind == "retry" || kind == "oom" || kind == "lost" ? 2 : 1; }

json status_of(ClusterModel& model, const std::string& name) {
  const Answer answer = model.get("analysisjobs", name);
  const auto* object = std::get_if<json>(&answer);
  return object == nullptr ? json::object() : object->value("status", json::object());
}

bool says_finished(const json& status) {
  const json conditions = status.value("conditions", json::array());
  return std::any_of(conditions.begin(), conditions.end(), [](const json& condition) {
    return condition.at("type") == "Finished" && condition.at("status") == "True";
  });
}

bool has_ended(const json& job) { return !job.value(json::json_pointer("/status/conditions"), json::array()).empty(); }

}  // namespace

Workload fifty() { return {{"ok", 38}, {"user", 3}, {"retry", 2}, {"oom", 2}, {"lost", 2}, {"die", 2}, {"hold", 1}}; }
Workload one_of_each() {
  return {{"ok", 2}, {"user", 1}, {"retry", 1}, {"oom", 1}, {"lost", 1}, {"die", 1}, {"hold", 1}};
}

Trial::Trial() : pool_(address_of(redis_), {}, 4), machine_(api_.model(), pool_) {}

std::vector<std::string> Trial::settings() const {
  return {"PERIGEE_KUBECONFIG=" + api_.kubeconfig(), "PERIGEE_REDIS_URL=" + redis_.url(), "PERIGEE_WORKERS=4"};
}

void Trial::complain(std::string sentence) { complaints_.push_back(std::move(sentence)); }

// The names of one run are no other's: what a former one left behind is not taken for this one's.
void Trial::begin(const Workload& workload) {
  ++runs_;
  complaints_.clear();
  names_.clear();
  for (const auto& [kind, count] : workload)
    for (int number = 0; number < count; ++number)
      names_.push_back(kind + "-" + std::to_string(runs_) + "-" + std::to_string(number));
}

void Trial::end() {
  writes_ = api_.ledger().writes();
  has_happened_ = api_.has_happened();
  api_.play({}, [] {});
  api_.model().clear();
}

bool Trial::wait_until(const std::string& what, const std::function<bool()>& holds) {
  for (const auto deadline = std::chrono::steady_clock::now() + kLongest; std::chrono::steady_clock::now() < deadline;
       std::this_thread::sleep_for(10ms))
    if (holds()) return true;
  complain("not within " + std::to_string(kLongest.count()) + " s: " + what);
  return false;
}

void Trial::cancel_what_runs() {
  for (const std::string& name : names_)
    if (kind_of(name) == "hold" && status_of(api_.model(), name).value("state", "") == "Running")
      api_.model().merge("analysisjobs", name, {{"spec", {{"cancel", true}}}}, ClusterModel::Part::object);
}

bool Trial::have_ended() {
  return std::all_of(names_.begin(), names_.end(),
                     [this](const std::string& name) { return says_finished(status_of(api_.model(), name)); });
}

bool Trial::is_over() {
  if (!have_ended()) return false;
  const auto jobs = api_.model().list("jobs").items;
  return std::all_of(jobs.begin(), jobs.end(), has_ended);
}

std::vector<std::string> Trial::run(const Fault& fault, const Workload& workload) {
  begin(workload);
  ControllerProgram controller(settings());
  api_.play(fault, [&controller] { controller.signal(SIGKILL); });
  controller.start();
  make(0, names_.size());
  finish(controller);
  return complaints_;
}

void Trial::make(std::size_t first, std::size_t last) {
  for (std::size_t at = first; at < last; ++at) api_.model().create("analysisjobs", analysis_job(names_[at]));
}

void Trial::finish(ControllerProgram& controller) {
  const bool is_done = wait_until("every job ends, and no Job runs", [&] {
    if (controller.has_ended()) controller.start();
    cancel_what_runs();
    return is_over();
  });
  if (is_done) {
    api_.settle();
    wait_until("what came late is cleaned up", [&] { return is_over(); });
    look();
  }
  complain_of(controller);
  end();
}

std::vector<std::string> Trial::run_without_redis(const Workload& workload) {
  begin(workload);
  ControllerProgram controller(settings());
  api_.play({}, [] {});
  redis_.kill();
  controller.start();
  make(0, names_.size() / 2);
  std::this_thread::sleep_for(kQuiet);
  if (!api_.ledger().jobs_made().empty()) complain("a Job was made though nothing can be recorded");
  redis_.start();
  wait_until("a Job is made", [&] { return !api_.ledger().jobs_made().empty(); });
  redis_.kill();
  make(names_.size() / 2, names_.size());
  std::this_thread::sleep_for(kQuiet);
  redis_.start();
  finish(controller);
  return complaints_;
}

std::vector<std::string> Trial::run_with_another_authority(const Workload& workload) {
  begin(workload);
  ControllerProgram controller(settings());
  api_.play({}, [] {});
  controller.start();
  make(0, names_.size() / 2);
  wait_until("a Job is made", [&] { return !api_.ledger().jobs_made().empty(); });
  api_.become_another();
  std::this_thread::sleep_for(kQuiet);  // requests that were let in before have ended
  const int requests = api_.requests();
  make(names_.size() / 2, names_.size());
  std::this_thread::sleep_for(kSuspicion);
  if (api_.requests() != requests) complain("it spoke to a server of an authority that it does not know");
  api_.let_it_be_trusted();
  finish(controller);
  return complaints_;
}

std::vector<std::string> Trial::run_with_two(const Workload& workload) {
  begin(workload);
  auto with_lease = settings();
  with_lease.push_back("PERIGEE_LEASE=perigee-controller");
  with_lease.push_back("PERIGEE_LEASE_SECONDS=" + std::to_string(kLeaseSeconds));
  ControllerProgram first(with_lease), second(with_lease);
  api_.play({}, [] {});
  const auto leads = [](const ControllerProgram& one) { return one.log().find("\"leading\"") != std::string::npos; };
  first.start();
  wait_until("the first one leads", [&] { return leads(first); });
  second.start();
  const std::size_t half = names_.size() / 2;
  make(0, half);
  wait_until("some of it is done", [&] { return !api_.ledger().jobs_made().empty(); });
  first.signal(SIGSTOP);
  wait_until("the second one leads", [&] { return leads(second); });
  first.signal(SIGCONT);
  make(half, names_.size());
  const bool is_done = wait_until("every job ends, and no Job runs", [&] {
    cancel_what_runs();
    return is_over();
  });
  if (is_done) look();
  if (first.has_ended() || second.has_ended()) complain("a controller ended");
  complain_of(first);
  complain_of(second);
  end();
  return complaints_;
}

void Trial::complain_of(const ControllerProgram& controller) {
  const std::string log = controller.log();
  for (const char* token : {ApiDouble::kToken, ApiDouble::kNextToken})
    if (log.find(token) != std::string::npos) complain("the log tells the token");
  for (const char* found : {"ERROR: AddressSanitizer", "WARNING: ThreadSanitizer", "runtime error: "})
    if (log.find(found) != std::string::npos) complain("a sanitizer found something");
  if (!complaints_.empty())
    complain("the controller's log ends with:\n" + log.substr(log.size() - std::min<std::size_t>(log.size(), 6000)));
}

void Trial::look() {
  for (const std::string& name : names_) look_at(name);
  for (const auto& [job, times] : api_.ledger().jobs_made())
    if (times - (api_.ledger().was_made_late(job) ? 1 : 0) > 1)
      complain("Job " + job + " was made " + std::to_string(times) + " times");
  for (std::string& sentence : api_.ledger().complaints()) complain(std::move(sentence));
  const int writes = api_.ledger().writes();
  std::this_thread::sleep_for(kQuiet);
  if (api_.ledger().writes() != writes) complain("it writes though everything is over");
}

void Trial::look_at(const std::string& name) {
  const std::string kind = kind_of(name);
  const json status = status_of(api_.model(), name);
  const auto record = Jobs(pool_).find(name);
  const std::string state = status.value("state", "");
  if (state != end_of(kind)) complain(name + " is " + state + ", and not " + end_of(kind) + ": " + status.dump());
  if (!record || record->state != record_of(kind)) return complain("the record of " + name + " does not agree");
  const std::string told = status.value(json::json_pointer("/result/sha256"), std::string());
  if (told != (record->result ? record->result->sha256 : "")) complain(name + " tells of another result: " + told);
  const auto made = api_.ledger().jobs_made();
  const auto is_its_own = [&](const auto& job) { return job.first.starts_with(name + "-"); };
  const auto jobs = std::count_if(made.begin(), made.end(), is_its_own);
  if (jobs != attempts_of(kind)) complain(name + " had " + std::to_string(jobs) + " Jobs");
  if (status.value("attempts", 0) != attempts_of(kind)) complain(name + " tells of another number of attempts");
}

}  // namespace perigee::testing
