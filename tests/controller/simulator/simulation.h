// A seeded run: users, controllers, the machinery and the weather act in an order that the seed decides; then
// everything calms down, and what has to hold is looked at.
#pragma once

#include <cstdint>
#include <optional>

#include "tests/controller/simulator/bug.h"
#include "tests/controller/simulator/invariant.h"

namespace perigee::controller::simulator {

struct RunEnd {
  std::optional<Violation> violation;  // the first
  std::uint64_t steps = 0, jobs = 0, ends = 0, revisions = 0;
};

RunEnd simulate(std::uint64_t seed, Bug bug = Bug::none);

}  // namespace perigee::controller::simulator
