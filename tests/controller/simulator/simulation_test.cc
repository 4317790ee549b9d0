// Seeded runs of the real informers, queue, passes and plan: controller_simulation_test --from=1 --seeds=20000, or
// --seed=42 for one of them.
#include "tests/controller/simulator/simulation.h"

#include <gtest/gtest.h>

#include <charconv>
#include <iostream>
#include <string>
#include <string_view>

namespace perigee::controller::simulator {

// How a failed test names it.
static void PrintTo(const BugCard& card, std::ostream* out) { *out << card.origin << ", " << card.what; }

namespace {

std::uint64_t first_seed = 1, seeds = 20'000;
constexpr std::uint64_t kBugSeeds = 10'000;

std::string told(const Violation& violation) {
  const Promise& broken = promise(violation.invariant);
  return std::string(broken.number) + " (" + std::string(broken.what) + "): " + violation.what;
}

TEST(Simulation, HoldsEveryPromiseForEverySeed) {
  std::uint64_t steps = 0, jobs = 0, ends = 0, revisions = 0;
  for (std::uint64_t seed = first_seed; seed < first_seed + seeds; ++seed) {
    const RunEnd end = simulate(seed);
    ASSERT_FALSE(end.violation) << "--seed=" << seed << ": " << told(*end.violation);
    steps += end.steps;
    jobs += end.jobs;
    ends += end.ends;
    revisions += end.revisions;
  }
  std::cout << seeds << " seeds, " << steps << " steps, " << jobs << " jobs, " << ends << " ends, " << revisions
            << " revisions\n";
  for (const Promise& one : kPromises) std::cout << one.number << ' ' << one.what << ": " << one.checked << '\n';
}

TEST(Simulation, IsTheSameForTheSameSeed) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const RunEnd one = simulate(seed), two = simulate(seed);
    EXPECT_EQ(one.steps, two.steps);
    EXPECT_EQ(one.revisions, two.revisions);
  }
}

class SeededBug : public ::testing::TestWithParam<BugCard> {};

TEST_P(SeededBug, IsFound) {
  for (std::uint64_t seed = 1; seed <= kBugSeeds; ++seed)
    if (const RunEnd end = simulate(seed, GetParam().bug); end.violation) {
      std::cout << GetParam().origin << ", " << GetParam().what << "\n  seed " << seed << ": " << told(*end.violation)
                << '\n';
      return;
    }
  FAIL() << GetParam().what << ": not found within " << kBugSeeds << " seeds";
}

INSTANTIATE_TEST_SUITE_P(Bugs, SeededBug, ::testing::ValuesIn(kBugs));

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
    simulator::read_number(words[i], "--from=", simulator::first_seed);
    simulator::read_number(words[i], "--seed=", simulator::first_seed);
    if (std::string_view(words[i]).starts_with("--seed=")) simulator::seeds = 1;
  }
  return RUN_ALL_TESTS();
}
