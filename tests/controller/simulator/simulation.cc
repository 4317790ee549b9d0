#include "tests/controller/simulator/simulation.h"

#include <array>
#include <string>
#include <vector>

#include "tests/controller/simulator/random.h"

namespace perigee::controller::simulator {
namespace {

constexpr int kStormSteps = 160;
constexpr Millis kStart = 1'700'000'000'000;
const std::vector<std::string> kNames = {"a", "b", "c"};

class Simulation {
 public:
  Simulation(std::uint64_t seed, Bug bug)
      : random_(seed),
        controllers_{ControllerProcess(cluster_, records_, random_, bug, [this] { interlude(); }),
                     ControllerProcess(cluster_, records_, random_, bug, [this] { interlude(); })},
        has_two_leaders_(random_.chance(200)) {}

  RunEnd run() {
    controllers_[0].start(0, now_);
    for (int step = 0; step < kStormSteps && cluster_.violations.empty(); ++step) storm();
    calm();
    look_at_the_end();
    RunEnd end{std::nullopt, steps_, static_cast<std::uint64_t>(serial_), records_.ends.size()};
    if (!cluster_.violations.empty()) end.violation = cluster_.violations.front();
    return end;
  }

 private:
  // ---- what happens

  void storm() {
    ++steps_;
    now_ += random_.chance(50) ? random_.between(0, 30'000) : random_.between(0, 300);
    switch (random_.below(8)) {
      case 0:
        user();
        break;
      case 1:
        weather_ = {static_cast<int>(random_.below(100)), static_cast<int>(random_.below(100)),
                    static_cast<int>(random_.below(30)), !random_.chance(100), !random_.chance(100)};
        break;
      case 2:
      case 3:
        runners(true);
        break;
      default:
        control();
    }
  }

  void interlude() {
    if (is_calm_ || !random_.chance(100)) return;
    if (random_.chance(700)) return runners(true);
    user();
  }

  void user() {
    const std::string& name = kNames[random_.below(kNames.size())];
    switch (random_.below(8)) {
      case 0:
      case 1:
      case 2:
        create(name);
        break;
      case 3:
        cluster_.edit(name, [](AnalysisJob& job) { job.cancel = true; });
        break;
      case 4:
        cluster_.edit(name, [](AnalysisJob& job) { job.suspend = !job.suspend; });
        break;
      case 5:
        cluster_.erase(name);
        break;
      case 6:
        vandal();
        break;
      default:
        restart();
    }
  }

  void create(const std::string& name) {
    if (cluster_.now().analysis_jobs.contains(name)) return;
    cluster_.create(name, ++serial_, now_);
  }

  void vandal() {
    const auto& jobs = cluster_.now().jobs;
    if (jobs.empty() || !random_.chance(300)) return;
    auto at = jobs.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(random_.below(jobs.size())));
    cluster_.vandalise_job(at->first);
  }

  void restart() {
    for (auto& controller : controllers_)
      if (controller.is_running() && random_.chance(300)) controller.crash();
  }

  // Jobs run by themselves: containers start, commit or not, end in every way, sometimes twice.
  void runners(bool in_storm) {
    const Snapshot state = cluster_.now();
    for (const auto& [name, job] : state.jobs) {
      if (in_storm && !random_.chance(500)) continue;
      advance(job, in_storm);
    }
  }

  void advance(const ClusterJob& entry, bool in_storm) {
    OwnJob job = entry.job;
    if (job.ended) return;
    const std::string name = name_of(job.name);
    if (job.evidence.end || job.evidence.disrupted) {
      job.ended = true;  // the Job controller follows a second later
    } else if (job.evidence.started == 0) {
      if (in_storm && random_.chance(200)) return;  // pending for some time
      job.evidence.started = now_;
      job.evidence.pod = job.name + "-pod";
    } else {
      finish(job, name, entry.owner_uid, in_storm);
    }
    cluster_.change_job(job.name, job.uid, job);
  }

  void finish(OwnJob& job, const std::string& name, const std::string& uid, bool in_storm) {
    const bool commits = !in_storm || random_.chance(500);
    if (commits && weather_.store_answers) records_.finish(name, uid, JobState::complete, std::nullopt, now_);
    if (commits && in_storm && random_.chance(100)) return;  // committed and not dead yet
    static constexpr std::array<int, 5> kCodes = {20, 22, 30, 137, 12};
    if (in_storm && random_.chance(200)) {
      job.evidence.disrupted = true;
      return;
    }
    const bool says_done = commits && weather_.store_answers && (!in_storm || random_.chance(800));
    const int code = says_done ? 0 : kCodes[random_.below(in_storm ? kCodes.size() : 1)];
    job.evidence.end = ContainerEnd{code, 0, false, ""};
  }

  void control() {
    const std::size_t which = has_two_leaders_ ? random_.below(2) : 0;
    ControllerProcess& controller = controllers_[which];
    if (!controller.is_running()) {
      if (random_.chance(500)) controller.start(random_.below(6), now_);
      return;
    }
    controller.deliver(random_.below(4), now_);
    controller.work(weather_, now_);
  }

  // ---- how it ends

  // Faults stop, memory catches up, time goes on until nobody has anything to do any more.
  void calm() {
    weather_ = {};
    is_calm_ = true;
    controllers_[1].crash();
    for (const std::string& name : kNames)
      if (random_.chance(500)) cluster_.edit(name, [](AnalysisJob& job) { job.suspend = false; });
    bool has_swept = false;
    for (int round = 0; round < 4'000 && cluster_.violations.empty(); ++round) {
      ++steps_;
      if (!controllers_[0].is_running()) controllers_[0].start(0, now_);
      controllers_[0].deliver(cluster_.revision(), now_);
      if (controllers_[0].work(weather_, now_)) continue;
      const std::size_t before = cluster_.revision();
      runners(false);
      if (cluster_.revision() != before) continue;
      const auto due = controllers_[0].next_due();
      const bool is_at_rest = !due || *due > now_ + 3'600'000;  // retention alone is left
      if (is_at_rest && has_swept) return;
      if (is_at_rest) {
        controllers_[0].sweep(now_);
        has_swept = true;
        continue;
      }
      now_ = std::max(now_ + 1, *due);
    }
    violate("it comes to rest", "it does not");
  }

  void look_at_the_end() {
    if (!cluster_.violations.empty()) return;
    for (const auto& [name, job] : cluster_.now().analysis_jobs) look_at(job);
    for (const auto& [name, job] : cluster_.now().jobs) {
      const auto owner = cluster_.now().analysis_jobs.find(name_of(name));
      if (owner == cluster_.now().analysis_jobs.end()) violate("no orphans", name);
      if (!job.job.ended) violate("nothing runs for nobody", name);
    }
    for (const std::string& name : records_.names())
      if (!cluster_.now().analysis_jobs.contains(name) && !is_terminal(records_.find(name)->state))
        violate("every record ends", name);
    is_quiet();
  }

  void look_at(const AnalysisJob& job) {
    if (job.suspend && !job.cancel && job.status.state == State::suspended) return;
    if (!job.status.says("Finished", Truth::yes)) return violate("every job ends", job.name);
    const auto end = records_.ends.find(job.uid);
    if (end == records_.ends.end()) return violate("the store decides", job.name + " ended without its record");
    if (end->second == JobState::cancelled && !job.cancel) violate("who is cancelled asked for it", job.name);
    if (end->second == JobState::failed && job.status.failure->reason.empty())
      violate("failures have reasons", job.name);
    const bool succeeded = job.status.state == State::succeeded;
    if (succeeded != (end->second == JobState::complete)) violate("status and record agree", job.name);
  }

  // Told again of everything, a controller does nothing.
  void is_quiet() {
    const int before = controllers_[0].actions;
    controllers_[0].start(0, now_);
    while (controllers_[0].work(weather_, now_)) continue;
    if (controllers_[0].actions != before) violate("at rest nothing is written", std::to_string(before));
  }

  void violate(std::string rule, std::string what) {
    cluster_.violations.push_back({std::move(rule), std::move(what)});
  }

  Random random_;
  Cluster cluster_;
  Records records_;
  std::array<ControllerProcess, 2> controllers_;
  bool has_two_leaders_;  // for a while both believe that they lead
  Weather weather_;
  bool is_calm_ = false;
  Millis now_ = kStart;
  int serial_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace

RunEnd simulate(std::uint64_t seed, Bug bug) { return Simulation(seed, bug).run(); }

}  // namespace perigee::controller::simulator
