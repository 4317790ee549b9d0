// Where an axis is labelled: round numbers that enclose the data, and round years.
//
// A tick is an integer mantissa × 10^exponent, so that its text is made of whole numbers and never of a rounded double.
#pragma once

#include <cstdint>
#include <vector>

namespace perigee {

struct Tick {
  std::int64_t mantissa = 0;
  int exponent = 0;

  double value() const;
  bool operator==(const Tick&) const = default;
};

// Extended Wilkinson (Talbot, Lin, Hanrahan 2010: "An extension of Wilkinson's algorithm for positioning tick labels on
// axes"), labels enclosing the data, steps of 1, 2, 2.5 and 5 × 10^k. About `wanted` ticks, at least two, evenly
// spaced, ascending. Both ends are finite and differ by more than 1e-9 of the larger one.
enum class TickUnit : std::uint8_t { any, whole };  // whole: of counts, where half a thing is no tick
std::vector<Tick> enclosing_ticks(double least, double most, int wanted, TickUnit unit = TickUnit::any);

// Ticks of a logarithmic axis that enclose 0 < least ≤ most: 1, 2, 5 × 10^k where so many suffice, else 1, 3 × 10^k,
// else every power of ten or every second, third … Within less than a decade the linear ticks, where they stay
// positive. At least two, about `wanted` at most.
std::vector<Tick> log_ticks(double least, double most, int wanted);

// Years from first to last (inclusive) that are multiples of 1, 2, 5 × 10^k: as many as fit, at most `most`.
std::vector<std::int64_t> year_ticks(std::int64_t first, std::int64_t last, int most);

}  // namespace perigee
