#include "controller/pass.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace perigee::controller {
namespace {

// The longest way there is: write the record, finish it, say so, and two readings of the API server in between.
constexpr int kMostRounds = 8;

// Nobody tells us of what we wrote into Redis ourselves; of objects the watch does.
bool is_of_the_record(const Action& action) {
  return std::holds_alternative<WriteRecord>(action) || std::holds_alternative<FinishRecord>(action);
}

}  // namespace

PassEnd run_pass(World& world, const std::string& name, Millis now) {
  std::optional<Observed> seen = world.observe(name);
  for (int round = 0; seen && round < kMostRounds; ++round) {
    const Plan what = plan(*seen, now);
    if (what.need == Need::live) {
      seen = world.observe_live(name);
      continue;
    }
    if (what.need == Need::events) {
      seen = world.with_events(*std::move(seen));
      continue;
    }
    for (const Action& action : what.actions)
      if (world.carry_out(*seen, action) != Outcome::done) return {false, std::nullopt};
    if (std::none_of(what.actions.begin(), what.actions.end(), is_of_the_record)) return {true, what.look_again};
    seen = world.observe(name);
  }
  return {false, std::nullopt};
}

}  // namespace perigee::controller
