// Time: one seam for "now", and the proleptic Gregorian calendar in UTC by integer arithmetic.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace perigee {

using Millis = std::int64_t;  // milliseconds since 1970-01-01T00:00:00Z

// What "now" is. Tests hand in a clock they can tick. Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Millis now() const = 0;                                    // wall clock
  virtual std::chrono::steady_clock::time_point steady() const = 0;  // for durations and deadlines
};

// The machine's clock.
const Clock& system_clock();

struct Civil {
  int year, month, day;  // month 1..12, day 1..31
  bool operator==(const Civil&) const = default;
};

// Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
std::int64_t days_from_civil(Civil date);
Civil civil_from_days(std::int64_t days);
bool is_valid(Civil date);
Civil civil_of(Millis time);

inline constexpr Millis kMillisPerDay = 86'400'000;

// "2020-08-07T05:12:00Z"; with milliseconds only where there are any.
std::string iso8601(Millis time);

// The same read back, with any number of digits of a second (RFC 3339, in UTC: it ends with Z). Nothing for all else.
std::optional<Millis> parse_iso8601(std::string_view text);

}  // namespace perigee
