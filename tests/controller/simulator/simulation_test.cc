// Seeded runs of the real queue, passes and plan: simulation_test --seeds=20000, or --seed=42 for one of them.
#include "tests/controller/simulator/simulation.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace perigee::controller::simulator {
namespace {

std::uint64_t first_seed = 1, seeds = 20'000;
constexpr std::uint64_t kBugSeeds = 10'000;

TEST(Simulation, HoldsEveryInvariantForEverySeed) {
  std::uint64_t steps = 0, jobs = 0, ends = 0;
  for (std::uint64_t seed = first_seed; seed < first_seed + seeds; ++seed) {
    const RunEnd end = simulate(seed);
    ASSERT_FALSE(end.violation) << "--seed=" << seed << ": " << end.violation->rule << ": " << end.violation->what;
    steps += end.steps;
    jobs += end.jobs;
    ends += end.ends;
  }
  std::cout << seeds << " seeds, " << steps << " steps, " << jobs << " jobs, " << ends << " ends\n";
}

class SeededBug : public ::testing::TestWithParam<Bug> {};

TEST_P(SeededBug, IsFound) {
  for (std::uint64_t seed = 1; seed <= kBugSeeds; ++seed)
    if (const RunEnd end = simulate(seed, GetParam()); end.violation) {
      std::cout << "seed " << seed << ": " << end.violation->rule << ": " << end.violation->what << '\n';
      return;
    }
  FAIL() << "not within " << kBugSeeds << " seeds";
}

INSTANTIATE_TEST_SUITE_P(Bugs, SeededBug,
                         ::testing::Values(Bug::believes_its_memory, Bug::overwrites_status, Bug::reuses_the_first_name,
                                           Bug::begins_without_a_note, Bug::fails_on_lost_answers, Bug::ends_by_itself,
                                           Bug::drops_delayed_looks, Bug::drops_dirty_names, Bug::gives_up_on_errors,
                                           Bug::skips_what_is_gone));

void read_number(std::string_view word, std::string_view flag, std::uint64_t& number) {
  if (word.starts_with(flag)) std::from_chars(word.data() + flag.size(), word.data() + word.size(), number);
}

}  // namespace
}  // namespace perigee::controller::simulator

int main(int count, char** words) {
  testing::InitGoogleTest(&count, words);
  namespace simulator = perigee::controller::simulator;
  for (int i = 1; i < count; ++i) {
    simulator::read_number(words[i], "--seeds=", simulator::seeds);
    const std::uint64_t none = simulator::first_seed;
    simulator::read_number(words[i], "--seed=", simulator::first_seed);
    if (simulator::first_seed != none) simulator::seeds = 1;
  }
  return RUN_ALL_TESTS();
}
