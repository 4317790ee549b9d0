// One controller: the real informers, queue, passes and plan over the model world. A crash takes all of it.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "controller/pass.h"
#include "controller/work_queue.h"
#include "tests/controller/simulator/api_server.h"
#include "tests/controller/simulator/bug.h"
#include "tests/controller/simulator/feed.h"
#include "tests/controller/simulator/random.h"
#include "tests/controller/simulator/store.h"
#include "tests/controller/simulator/weather.h"

namespace perigee::controller::simulator {

// What a controller is put into.
struct Surroundings {
  ApiServer* server;
  Store* store;
  Random* random;
  Inspector* inspector;
  Bug bug = Bug::none;
  std::function<void()> interlude;                   // what the others do while it works
  std::function<void(std::function<void()>)> later;  // a write that arrives when its sender has given it up
};

class ControllerProcess final : public World {
 public:
  explicit ControllerProcess(Surroundings around) : around_(std::move(around)), queue_(0) {}

  void start(Millis now);
  void crash() { is_running_ = false; }
  bool is_running() const { return is_running_; }

  // The watches bring some of what has happened, each at its own pace.
  void hear(const Weather& weather, std::size_t most, Millis now);
  // One pass, if a name is due. False: none was.
  bool work(const Weather& weather, Millis now);
  bool is_up_to_date() const;
  // When it does something without being told.
  Millis wake_at() const;
  std::optional<Millis> next_due() const { return queue_.next_due(); }

  int actions = 0;  // carried out since the start of the run

  Observed observe(const std::string& name) override;
  std::optional<Observed> observe_live(const std::string& name) override;
  std::optional<Observed> with_events(Observed seen) override;
  Outcome carry_out(const Observed& seen, const Action& action) override;

 private:
  // Of the last own write about a name, so that nothing older is decided on.
  struct Written {
    std::uint64_t wish = 0, job = 0;
  };
  struct Remembered {
    Obstacle obstacle;
    Millis until = 0;
  };

  void note(const std::vector<kube::Change>& changes, Millis now);
  void sweep(Millis now);
  void end_pass(const std::string& name, const PassEnd& end);
  void add_own(Observed& seen) const;
  bool is_caught_up(const std::string& name) const;
  void spoil(Observed& seen) const;  // as the defect that is switched on has it
  void write_again(const std::string& name);
  void check_bounds() const;

  Outcome act(const Observed& seen, const Action& action, Timing timing);
  Outcome act(const Observed& seen, const WriteRecord& write, Timing timing);
  Outcome act(const Observed& seen, const BeginJob& begin, Timing timing);
  Outcome act(const Observed& seen, const FinishRecord& finish, Timing timing);
  Outcome act(const Observed& seen, const BeginAttempt& begin, Timing timing);
  Outcome act(const Observed& seen, const PostJob& post, Timing timing);
  Outcome act(const Observed& seen, const DeleteJob& gone, Timing timing);
  Outcome act(const Observed& seen, const DeleteAnalysisJob& gone, Timing timing);
  Outcome act(const Observed& seen, const WriteStatus& write, Timing timing);
  Outcome met_with_another(const Observed& seen, const std::string& job_name);

  Surroundings around_;
  WorkQueue queue_;
  std::optional<Feed> wishes_, jobs_, pods_;
  bool is_running_ = false, is_live_ = false;
  Millis now_ = 0, sweep_at_ = 0;
  Weather weather_;
  std::map<std::string, Written> written_;
  std::map<std::string, Remembered> obstacles_;
  int serial_ = 0;
};

}  // namespace perigee::controller::simulator
