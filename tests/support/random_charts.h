// Charts and outputs that nobody would draw on purpose, from a seed. The same seed gives the same on every machine.
#pragma once

#include <cstdint>
#include <string>

#include "perigee/chart/chart.h"
#include "perigee/job/output.h"

namespace perigee {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();  // splitmix64
  int between(int least, int most);
  bool one_in(int count) { return between(1, count) == 1; }

 private:
  std::uint64_t state_;
};

std::string random_text(Dice& dice, int most_words);  // also empty, very long, emoji, ill-formed bytes, controls
double random_value(Dice& dice);                      // 0, 1, small, 10^12, fractions
Chart random_chart(Dice& dice);
Chart random_spans_chart(Dice& dice);
Chart with_bands(Chart chart, Dice& dice);  // around each point of its lines, if it has any
Output random_output(Dice& dice);           // passes check()

}  // namespace perigee
