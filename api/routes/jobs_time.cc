#include "api/routes/jobs_time.h"

#include <charconv>

namespace perigee::api {
namespace {

// Reads "NNNN" or "NN" behind `mark` (0: none). False: the text goes on otherwise.
bool take(std::string_view& text, char mark, std::size_t digits, int& number) {
  if (mark != 0 && !text.starts_with(mark)) return false;
  const std::string_view rest = text.substr(mark != 0 ? 1 : 0);
  if (rest.size() < digits || rest.front() == '-') return false;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + digits, number);
  if (error != std::errc{} || end != rest.data() + digits) return false;
  text = rest.substr(digits);
  return true;
}

}  // namespace

std::optional<Millis> moment_of(std::string_view text) {
  Civil day{};
  if (!take(text, 0, 4, day.year) || !take(text, '-', 2, day.month) || !take(text, '-', 2, day.day))
    return std::nullopt;
  if (!is_valid(day)) return std::nullopt;
  const Millis midnight = days_from_civil(day) * kMillisPerDay;
  if (text.empty()) return midnight;
  int hour = 0, minute = 0, second = 0, fraction = 0;
  if (!take(text, 'T', 2, hour) || !take(text, ':', 2, minute)) return std::nullopt;
  if (text.starts_with(':') && !take(text, ':', 2, second)) return std::nullopt;
  if (text.starts_with('.') && !take(text, '.', 3, fraction)) return std::nullopt;
  if (text != "Z" || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return midnight + ((hour * 60LL + minute) * 60 + second) * 1000 + fraction;
}

}  // namespace perigee::api
