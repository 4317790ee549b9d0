#include "perigee/stat/wording.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "perigee/base/text.h"
#include "perigee/base/utf8.h"

namespace perigee {
namespace {

// Statistics as files name them, behind what they are of.
struct Suffix {
  std::string_view text, words;
};
constexpr std::array<Suffix, 8> kSuffixes{{{"_mean", "mean "},
                                           {"_median", "median "},
                                           {"_min", "least "},
                                           {"_max", "greatest "},
                                           {"_worst", "worst "},
                                           {"_total", "total "},
                                           {"_se", "standard error of "},
                                           {"_sd", "standard deviation of "}}};

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Whether a word of a name such as "TumorSize" begins here.
bool is_joint(std::string_view name, std::size_t at) {
  return at > 0 && is_capital(name[at]) && is_small(name[at - 1]);
}

bool has_joint(std::string_view name) {
  for (std::size_t at = 1; at < name.size(); ++at)
    if (is_joint(name, at)) return true;
  return false;
}

std::string without_capital(std::string_view name, std::size_t at) {
  const bool is_abbreviation = at + 1 >= name.size() || !is_small(name[at + 1]);
  return std::string(1, is_capital(name[at]) && !is_abbreviation ? static_cast<char>(name[at] - 'A' + 'a') : name[at]);
}

std::string taken_apart(std::string_view name) {
  std::string words = without_capital(name, 0);
  for (std::size_t at = 1; at < name.size(); ++at)
    words += is_joint(name, at) ? " " + without_capital(name, at) : std::string(1, name[at]);
  return words;
}

int decimals_in(const std::string& number) {
  const std::size_t point = number.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
}

}  // namespace

std::string words_of_name(std::string_view name) {
  for (const Suffix& suffix : kSuffixes)
    if (name.size() > suffix.text.size() && lower(name).ends_with(suffix.text))
      return std::string(suffix.words) + words_of_name(name.substr(0, name.size() - suffix.text.size()));
  std::string words = has_joint(name) ? taken_apart(name) : std::string(name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return std::string(trim(words));
}

std::string shortened(std::string_view text, std::size_t characters) {
  if (count_code_points(text) <= characters) return std::string(text);
  std::size_t end = 0;
  for (std::size_t i = 0; i + 1 < characters; ++i) next_code_point(text, end);
  return std::string(trim(text.substr(0, end))) + "…";
}

std::string coefficient(double r) {
  constexpr double kLessThanOne = 0.99499, kZero = 0.005, kRounding = 1e-12;
  const double shown = std::abs(r) < 1 - kRounding ? std::copysign(std::min(std::abs(r), kLessThanOne), r) : r;
  return grouped(std::abs(shown) < kZero ? 0.0 : shown, 2);
}

NumberWords::NumberWords(std::string_view column, std::span<const double> values) {
  const auto is_one = [](double v) { return std::isnan(v) || (v == std::floor(v) && v >= 1500 && v <= 2200); };
  is_year_ = lower(column).find("year") != std::string::npos && std::all_of(values.begin(), values.end(), is_one);
}

std::string NumberWords::operator()(double value) const {
  constexpr double kWithoutCommas = 1e12, kExact = 1e5, kSmall = 1e-4;
  if (is_year_) return plain(std::round(value * 10) / 10);
  const double size = std::abs(value);
  if (size >= kWithoutCommas || (size > 0 && size < kSmall)) return plain(value);
  if (value == std::floor(value) && size < kExact) return grouped(value, 0);
  const int decimals = 2 - static_cast<int>(std::floor(std::log10(size)));
  return grouped(value, std::min(std::clamp(decimals, 0, 6), decimals_in(plain(size))));
}

}  // namespace perigee
