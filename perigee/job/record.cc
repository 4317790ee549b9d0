#include "perigee/job/record.h"

#include <algorithm>
#include <array>

namespace perigee {
namespace {

constexpr std::array<std::string_view, 6> kStates = {"accepted", "queued", "in progress",
                                                     "complete", "failed", "cancelled"};
constexpr std::array<std::string_view, 3> kClasses = {"UserError", "Infrastructure", "Platform"};

template <class Enum, std::size_t n>
std::optional<Enum> found(const std::array<std::string_view, n>& words, std::string_view word) {
  const auto at = std::find(words.begin(), words.end(), word);
  if (at == words.end()) return std::nullopt;
  return static_cast<Enum>(at - words.begin());
}

}  // namespace

std::string_view word(JobState state) { return kStates[static_cast<std::size_t>(state)]; }
std::optional<JobState> state_of(std::string_view word) { return found<JobState>(kStates, word); }

std::string_view word(FailureClass failure_class) { return kClasses[static_cast<std::size_t>(failure_class)]; }
std::optional<FailureClass> failure_class_of(std::string_view word) { return found<FailureClass>(kClasses, word); }

}  // namespace perigee
