// How missions ended, in the words of charts. Pure functions.
#pragma once

#include <array>
#include <string_view>

namespace perigee {

inline constexpr std::string_view kSuccess = "Success", kPartialFailure = "Partial failure", kFailure = "Failure",
                                  kPrelaunchFailure = "Prelaunch failure";

// From the best to the worst.
inline constexpr std::array<std::string_view, 4> kOutcomes = {kSuccess, kPartialFailure, kFailure, kPrelaunchFailure};

// "Success", "successful" → kSuccess; "Partial Failure" → kPartialFailure; "failed", "lost" → kFailure, without case;
// what is no known outcome, also nothing → "Unknown".
std::string_view outcome_word(std::string_view status);

}  // namespace perigee
