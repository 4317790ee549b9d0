// One pass over one name: observe, plan, carry out. The only place that knows in which order; what the steps do is the
// world's, so that the cluster and a simulator run the same passes.
#pragma once

#include <optional>
#include <string>

#include "controller/observed.h"
#include "controller/plan.h"
#include "perigee/base/clock.h"

namespace perigee::controller {

// How far an action came. Nothing is tried a second time within a pass.
enum class Outcome : std::uint8_t {
  done,      // or was done already
  outdated,  // the world has moved on: what was observed no longer holds
  failed,    // it may work later
};

class World {
 public:
  virtual ~World() = default;
  // From memory, but for the record, which is always read from Redis.
  virtual Observed observe(const std::string& name) = 0;
  // The same with AnalysisJob and Jobs read from the API server. Nothing: it does not answer.
  virtual std::optional<Observed> observe_live(const std::string& name) = 0;
  // What the events of the current Job add to its evidence. Nothing: the API server does not answer.
  virtual std::optional<Observed> with_events(Observed seen) = 0;
  virtual Outcome carry_out(const Observed& seen, const Action& action) = 0;
};

struct PassEnd {
  bool settled = true;               // false: to be tried again, after a back-off
  std::optional<Millis> look_again;  // when time alone makes a difference
};

PassEnd run_pass(World& world, const std::string& name, Millis now);

}  // namespace perigee::controller
