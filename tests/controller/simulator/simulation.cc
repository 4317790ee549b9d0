#include "tests/controller/simulator/simulation.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/controller/simulator/api_server.h"
#include "tests/controller/simulator/controller_process.h"
#include "tests/controller/simulator/random.h"
#include "tests/controller/simulator/store.h"
#include "tests/controller/simulator/users.h"
#include "tests/controller/simulator/workload.h"

namespace perigee::controller::simulator {
namespace {

constexpr int kStormSteps = 160, kFairSteps = 40, kMostRounds = 4'000;
constexpr Millis kStart = 1'700'000'000'000, kHour = 3'600'000, kDay = 24 * kHour;
constexpr Millis kDeletion = 30'000;      // a deletion takes no longer, whoever is dead
constexpr Millis kListedAgain = 240'000;  // by then every informer has made a list of its own accord
// The longest that anything may wait once all is well: a back-off of 5 minutes, a deadline, a list.
constexpr Millis kRecovery = 300'000 + 120'000 + kListedAgain;
// Of one job that nothing befalls: its Job, that it waits, that it runs, how it ended.
constexpr int kFairWrites = 4;

class Simulation {
 public:
  Simulation(std::uint64_t seed, Bug bug)
      : random_(seed),
        store_(inspector_, bug),
        surroundings_{&server_,
                      &store_,
                      &random_,
                      &inspector_,
                      bug,
                      [this] { interlude(); },
                      [this](std::function<void()> write) { send_late(std::move(write)); }},
        controllers_{ControllerProcess(surroundings_), ControllerProcess(surroundings_)},
        is_fair_(seed % 16 == 0),
        has_two_leaders_(!is_fair_ && random_.chance(200)) {}

  RunEnd run() {
    controllers_[0].start(now_);
    if (is_fair_)
      fair();
    else
      for (int step = 0; step < kStormSteps && !is_broken(); ++step) storm();
    calm();
    look_at_the_end();
    if (random_.chance(125)) outlive();
    return {inspector_.verdicts.first(), steps_, static_cast<std::uint64_t>(users_.created()), store_.ends(),
            server_.revision()};
  }

 private:
  struct Late {
    Millis due;
    std::function<void()> write;
  };

  bool is_broken() const { return inspector_.verdicts.is_broken(); }
  void expect(bool holds, Invariant invariant, const std::string& what) {
    inspector_.verdicts.expect(holds, invariant, what);
  }

  // ---- what happens

  void storm() {
    now_ += random_.chance(50) ? random_.between(0, 30'000) : random_.between(0, 300);
    switch (random_.below(8)) {
      case 0:
        if (random_.chance(700))
          users_.act(weather_.store_answers, now_);
        else
          accident();
        break;
      case 1:
        change_weather();
        break;
      case 2:
      case 3:
        workload_.turn(Mood::storm, weather_.store_answers, now_);
        break;
      default:
        control();
    }
    arrive();
    look();
  }

  // Nothing befalls anybody: what is told and made is all there is.
  void fair() {
    for (int step = 0; step < kFairSteps && !is_broken(); ++step) {
      now_ += random_.between(0, 300);
      if (step % 10 == 0) users_.create(std::string(1, static_cast<char>('a' + step / 10)), now_, Users::Queued::never);
      if (random_.chance(300)) workload_.turn(Mood::calm, true, now_);
      control();
      look();
    }
  }

  void change_weather() {
    const auto some = [this](std::uint64_t most) { return static_cast<int>(random_.below(most)); };
    weather_ = {some(100),
                some(100),
                some(60),
                some(30),
                !random_.chance(100),
                !random_.chance(100),
                random_.chance(60),
                some(60),
                random_.chance(150) ? some(60) : 0,
                some(300)};
  }

  void accident() {
    if (random_.chance(300)) return server_.compact();
    if (random_.chance(300)) {
      store_.cut_power();
      weather_.store_answers = false;
      return;
    }
    for (auto& controller : controllers_)
      if (controller.is_running() && random_.chance(300)) controller.crash();
  }

  void interlude() {
    if (is_calm_ || is_fair_ || !random_.chance(100)) return;
    if (random_.chance(700)) return workload_.turn(Mood::storm, weather_.store_answers, now_);
    users_.act(weather_.store_answers, now_);
  }

  void control() {
    ControllerProcess& controller = controllers_[has_two_leaders_ ? random_.below(2) : 0];
    if (!controller.is_running()) {
      if (random_.chance(500)) controller.start(now_);
      return;
    }
    controller.hear(weather_, 4, now_);
    controller.work(weather_, now_);
  }

  void send_late(std::function<void()> write) { late_.push_back({now_ + random_.between(0, 5'000), std::move(write)}); }

  void arrive() {
    for (std::size_t at = 0; at < late_.size();) {
      if (late_[at].due > now_) {
        ++at;
        continue;
      }
      const auto write = std::move(late_[at].write);
      late_.erase(late_.begin() + static_cast<std::ptrdiff_t>(at));
      write();
    }
  }

  // After every step. The garbage collector may be slow, but does its work.
  void look() {
    ++steps_;
    if (now_ >= collected_at_ + kDeletion / 2) {
      server_.collect_garbage();
      collected_at_ = now_;
    }
    if (random_.chance(100)) store_.sync();  // says nothing but where the store answers before
    store_.look();
    for (const std::string& name : server_.wishes().names()) look_at(*server_.wishes().find(name));
  }

  void look_at(const Wish& wish) {
    const AnalysisJob& job = wish.job;
    expect(wish.deleting_since == 0 || now_ - wish.deleting_since <= kDeletion, Invariant::deletion_is_live,
           job.name + " can't be deleted");
    const JobRecord* record = store_.find(job.name);
    if (!job.status.says("Finished", Truth::yes) || record == nullptr || record->uid != job.uid) return;
    const bool agree = is_terminal(record->state) &&
                       (job.status.state == State::succeeded) == (record->state == JobState::complete) &&
                       job.status.result == record->result;
    expect(agree, Invariant::one_result, job.name + ": status and record tell of two ends");
    expect(record->state != JobState::complete || store_.has_result(job.name), Invariant::nothing_lost,
           job.name + " succeeded, and its result is not there");
  }

  // ---- how it ends

  // Faults stop, memory catches up, time goes on until nobody has anything to do any more.
  void calm() {
    if (is_broken()) return;
    weather_ = {};
    is_calm_ = true;
    controllers_[1].crash();
    if (!is_fair_) users_.let_go();
    now_ += 5'000;
    arrive();
    come_to_rest();
  }

  void come_to_rest() {
    const Millis began = now_;
    for (int round = 0; round < kMostRounds && !is_broken(); ++round) {
      look();
      if (!controllers_[0].is_running()) controllers_[0].start(now_);
      controllers_[0].hear(weather_, 1'000, now_);
      if (controllers_[0].work(weather_, now_)) continue;
      const std::uint64_t before = server_.revision();
      workload_.turn(Mood::calm, true, now_);
      if (server_.revision() != before || !controllers_[0].is_up_to_date()) {
        now_ = std::max(now_, std::min(now_ + 100, controllers_[0].wake_at()));
        continue;
      }
      const auto due = controllers_[0].next_due();
      const bool is_at_rest = !due || *due > now_ + kHour;  // retention alone is left
      if (is_at_rest && now_ >= began + kListedAgain) return;
      now_ = std::max(now_ + 1, controllers_[0].wake_at());
      expect(now_ <= began + kRecovery || all_have_ended(), Invariant::one_end, "something still waits");
    }
    expect(is_broken(), Invariant::quiet, "it does not come to rest");
  }

  bool all_have_ended() const {
    const auto names = server_.wishes().names();
    return std::all_of(names.begin(), names.end(),
                       [this](const std::string& name) { return has_ended(server_.wishes().find(name)->job); });
  }

  static bool has_ended(const AnalysisJob& job) {
    const bool is_put_off = job.suspend && !job.cancel && job.status.state == State::suspended;
    return is_put_off || job.status.says("Finished", Truth::yes);
  }

  void look_at_the_end() {
    if (is_broken()) return;
    for (const std::string& name : server_.wishes().names()) {
      const AnalysisJob& job = server_.wishes().find(name)->job;
      const JobRecord* record = store_.find(name);
      expect(has_ended(job), Invariant::one_end, name + " is stuck");
      expect(record != nullptr && record->uid == job.uid, Invariant::nothing_lost, name + " has no record");
    }
    for (const std::string& name : server_.jobs().names()) {
      const Work& work = *server_.jobs().find(name);
      const bool is_strangers = work.deadline == 0;
      expect(is_strangers || server_.wishes().contains(name_of(name)), Invariant::no_orphans, name);
      expect(is_strangers || work.job.ended || work.is_stuck, Invariant::no_orphans, name + " runs for nobody");
    }
    for (const std::string& name : store_.names()) {
      const bool is_owned = server_.wishes().contains(name) || is_terminal(store_.find(name)->state);
      expect(is_owned, Invariant::no_orphans, "the record of " + name + " never ends");
    }
    is_quiet();
    if (is_fair_)
      for (const std::string& name : server_.wishes().names())
        expect(inspector_.writes(server_.wishes().find(name)->job.uid) <= kFairWrites, Invariant::quiet,
               name + " took more writes than it needs");
  }

  // Told again of everything, a controller does nothing.
  void is_quiet() {
    const int before = controllers_[0].actions;
    controllers_[0].start(now_);
    for (int round = 0; round < 40; ++round) {
      controllers_[0].hear(weather_, 1'000, now_);
      while (controllers_[0].work(weather_, now_)) continue;
      if (controllers_[0].is_up_to_date()) break;
    }
    expect(controllers_[0].actions == before, Invariant::quiet, "told again of everything, it writes");
  }

  // Retention passes: what has ended goes, and leaves nothing.
  void outlive() {
    if (is_broken()) return;
    now_ += 8 * kDay;
    store_.expire(now_);
    come_to_rest();
    for (const std::string& name : server_.wishes().names())
      expect(!server_.wishes().find(name)->job.status.says("Finished", Truth::yes), Invariant::no_orphans,
             name + " outlives its retention");
  }

  Random random_;
  Inspector inspector_;
  ApiServer server_{inspector_};
  Store store_;
  Workload workload_{server_, store_, random_, inspector_};
  Users users_{server_, store_, random_, inspector_};
  Surroundings surroundings_;
  std::array<ControllerProcess, 2> controllers_;
  bool is_fair_;          // nothing befalls anybody
  bool has_two_leaders_;  // for a while both believe that they lead
  std::vector<Late> late_;
  Weather weather_;
  bool is_calm_ = false;
  Millis now_ = kStart, collected_at_ = kStart;
  std::uint64_t steps_ = 0;
};

}  // namespace

RunEnd simulate(std::uint64_t seed, Bug bug) { return Simulation(seed, bug).run(); }

}  // namespace perigee::controller::simulator
