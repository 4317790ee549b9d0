#include "perigee/layout/number.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "perigee/base/text.h"

namespace perigee {
namespace {

struct Unit {
  int exponent;
  std::string_view suffix;
};

// Beyond these a row of zeros says nothing.
constexpr double kLargest = 1e18, kSmallest = 1e-6;

// Below a million the digits themselves are easier to read than "0.1m".
Unit unit_for(double largest) {
  if (largest >= 1e12) return {12, "trn"};
  if (largest >= 1e9) return {9, "bn"};
  if (largest >= 1e6) return {6, "m"};
  return {0, ""};
}

// Moves zeros at the end of the mantissa into the exponent.
Tick normalised(Tick tick) {
  if (tick.mantissa == 0) return {};
  for (; tick.mantissa % 10 == 0; ++tick.exponent) tick.mantissa /= 10;
  return tick;
}

std::string with_commas(std::string digits) {
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

// The digits of mantissa × 10^exponent with exactly `decimals` ≥ -exponent of them after the point.
std::string fixed(Tick tick, int decimals) {
  std::string digits = std::to_string(tick.mantissa < 0 ? -tick.mantissa : tick.mantissa);
  const auto places = static_cast<std::size_t>(decimals), zeros = static_cast<std::size_t>(decimals + tick.exponent);
  digits.append(zeros, '0');
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  const std::string whole = with_commas(digits.substr(0, digits.size() - places));
  return places == 0 ? whole : whole + "." + digits.substr(digits.size() - places);
}

std::string label(Tick tick, const Unit& unit, int decimals) {
  if (tick.mantissa == 0) return fixed({0, -decimals}, decimals);
  tick.exponent -= unit.exponent;
  return (tick.mantissa < 0 ? "−" : "") + fixed(tick, decimals).append(unit.suffix);
}

std::vector<std::string> scientific(std::span<const Tick> ticks) {
  std::vector<std::string> texts;
  for (const Tick& tick : ticks) texts.push_back(plain(tick.value()));
  return texts;
}

}  // namespace

std::vector<std::string> labels(std::span<const Tick> ticks) {
  std::vector<Tick> exact;
  std::ranges::transform(ticks, std::back_inserter(exact), normalised);
  double largest = 0;
  for (const Tick& tick : exact) largest = std::max({largest, tick.value(), -tick.value()});
  if (largest >= kLargest || (largest > 0 && largest < kSmallest)) return scientific(exact);
  const Unit unit = unit_for(largest);
  int decimals = 0;
  for (const Tick& tick : exact)
    if (tick.mantissa != 0) decimals = std::max(decimals, unit.exponent - tick.exponent);
  std::vector<std::string> texts;
  for (const Tick& tick : exact) texts.push_back(tick.mantissa == 0 ? "0" : label(tick, unit, decimals));
  return texts;
}

}  // namespace perigee
