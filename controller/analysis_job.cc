#include "controller/analysis_job.h"

#include <algorithm>
#include <array>

namespace perigee::controller {
namespace {

constexpr std::array<std::string_view, 7> kWords = {"",          "Pending", "Running",  "Suspended",
                                                    "Succeeded", "Failed",  "Cancelled"};

}  // namespace

std::string_view word(State state) { return kWords.at(static_cast<std::size_t>(state)); }

std::optional<State> state_of(std::string_view word) {
  const auto at = std::find(kWords.begin(), kWords.end(), word);
  if (at == kWords.end()) return std::nullopt;
  return static_cast<State>(at - kWords.begin());
}

const Condition* Status::find(std::string_view type) const {
  const auto at = std::find_if(conditions.begin(), conditions.end(), [&](const auto& c) { return c.type == type; });
  return at == conditions.end() ? nullptr : &*at;
}

bool Status::says(std::string_view type, Truth truth) const {
  const Condition* condition = find(type);
  return condition != nullptr && condition->truth == truth;
}

std::string job_name(const AnalysisJob& job, int attempt) {
  return job.name + "-" + job.uid.substr(0, 8) + "-" + std::to_string(attempt);
}

std::string analysis_job_of(std::string_view job_name) {
  const auto attempt = job_name.rfind('-');
  if (attempt == job_name.npos || attempt == 0) return {};
  const auto uid = job_name.rfind('-', attempt - 1);
  return uid == job_name.npos ? std::string() : std::string(job_name.substr(0, uid));
}

}  // namespace perigee::controller
