#include "perigee/stat/outcome.h"

#include <string>

#include "perigee/base/text.h"
#include "perigee/stat/launches.h"

namespace perigee {

std::string_view outcome_word(std::string_view status) {
  const std::string word = lower(trim(status));
  const auto has = [&word](std::string_view part) { return word.find(part) != std::string::npos; };
  if (has("partial")) return kPartialFailure;
  if (has("prelaunch") || has("pre-launch")) return kPrelaunchFailure;
  if (has("unsuccess") || has("fail") || word == "lost" || word == "false") return kFailure;
  if (word.starts_with("success") || word == "succeeded" || word == "true") return kSuccess;
  return kUnknown;
}

}  // namespace perigee
