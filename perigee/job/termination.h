// The termination message: one JSON object of at most 4 KiB, what was committed or the problem in a sentence.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "perigee/base/problem.h"
#include "perigee/job/record.h"

namespace perigee {

struct Termination {
  std::optional<ResultInfo> result;  // committed by this process or by its twin
  bool by_twin = false;
  std::string reason;  // of a failure
  std::string message;
};

std::string to_json_text(const Termination& termination);
Result<Termination> parse_termination(std::string_view json_text);

}  // namespace perigee
