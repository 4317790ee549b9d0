// One controller: the real queue, passes and plan, over a memory that lags behind the cluster. A crash takes all of it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "controller/pass.h"
#include "controller/work_queue.h"
#include "tests/controller/simulator/cluster.h"
#include "tests/controller/simulator/random.h"

namespace perigee::controller::simulator {

// Defects that real controllers had, to be switched on one at a time: the test of the simulator.
enum class Bug : std::uint8_t {
  none,
  believes_its_memory,    // takes memory for a live read
  overwrites_status,      // writes the status without naming the version it was decided on
  reuses_the_first_name,  // every attempt's Job bears the first one's name
  begins_without_a_note,  // makes a Job without shutting out the attempts before it
  fails_on_lost_answers,  // takes a lost answer of a POST for the end of the job
  ends_by_itself,         // writes a failure into the status though the store says otherwise
  drops_delayed_looks,    // forgets to look again when time alone makes a difference
  drops_dirty_names,      // an event during the work on a name is lost
  gives_up_on_errors,     // does not try again after a failed action
  skips_what_is_gone,     // never looks at the record of a deleted AnalysisJob
};

// What the world does to the next actions of a controller.
struct Weather {
  int fail_per_mille = 0;   // refused, nothing happened
  int lose_per_mille = 0;   // done, but the answer is lost
  int crash_per_mille = 0;  // the process dies before or after
  bool store_answers = true, api_server_answers = true;
};

class ControllerProcess final : public World {
 public:
  // `interlude` is what the others do between an observation and what follows from it.
  ControllerProcess(Cluster& cluster, Records& records, Random& random, Bug bug, std::function<void()> interlude)
      : cluster_(&cluster),
        records_(&records),
        random_(&random),
        bug_(bug),
        interlude_(std::move(interlude)),
        queue_(random.below(1'000'000)) {}

  // Begins with a list that may be some revisions old, as a watch cache answers it.
  void start(std::size_t staleness, Millis now);
  // Looks at every record, as is done every half a minute.
  void sweep(Millis now);
  void crash() { running_ = false; }
  bool is_running() const { return running_; }

  // The watch delivers some of what has happened since.
  void deliver(std::size_t revisions, Millis now);
  std::size_t behind() const { return cluster_->revision() - view_; }
  // One pass, if a name is due. False: none was.
  bool work(const Weather& weather, Millis now);
  std::optional<Millis> next_due() const { return queue_.next_due(); }

  int actions = 0;  // carried out since the start of the run

  Observed observe(const std::string& name) override;
  std::optional<Observed> observe_live(const std::string& name) override;
  std::optional<Observed> with_events(Observed seen) override;
  Outcome carry_out(const Observed& seen, const Action& action) override;

 private:
  Observed observed_at(std::size_t revision, const std::string& name) const;
  void enqueue_changes(std::size_t from, std::size_t to, Millis now);
  void end_pass(const std::string& name, const PassEnd& end);

  Outcome act(const Observed& seen, const WriteRecord& write);
  Outcome act(const Observed& seen, const FinishRecord& finish);
  Outcome act(const Observed& seen, const BeginAttempt& begin);
  Outcome act(const Observed& seen, const PostJob& post);
  Outcome act(const Observed& seen, const DeleteJob& gone);
  Outcome act(const Observed& seen, const DeleteAnalysisJob& gone);
  Outcome act(const Observed& seen, const WriteStatus& write);
  Outcome settle(const std::string& name, Cluster::Answer answer);

  Cluster* cluster_;
  Records* records_;
  Random* random_;
  Bug bug_;
  std::function<void()> interlude_;
  WorkQueue queue_;
  bool running_ = false;
  std::size_t view_ = 0;
  Millis now_ = 0;
  Weather weather_;
  std::map<std::string, std::size_t> written_;  // the revision of the last own write, by name
};

}  // namespace perigee::controller::simulator
