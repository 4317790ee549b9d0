// The one JSON shape that travels the whole way: REST body, core of the CR's spec, argument of the runner.
//
//   {"analysis": "timeline", "dataset": "launches", "parameters": {"from": 1957}, "output": {"format": "png"},
//    "activeDeadlineSeconds": 600, "backoffLimit": 2, "retention": {"afterSuccess": "7d", "afterFailure": "1d"}}
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/job/output.h"
#include "perigee/schema/param.h"
#include "perigee/schema/value.h"

namespace perigee {

struct JobSpec {
  std::string analysis;
  std::string dataset = "launches";
  Values parameters;  // as given; defaults are applied when the spec is read by the analysis
  Output output;
  int active_deadline_seconds = 600;           // from start to end, over all attempts; 1…86,400
  int backoff_limit = 2;                       // counted retries; 0…10
  std::string retention_after_success = "7d";  // ^[1-9][0-9]{0,5}[smhd]$
  std::string retention_after_failure = "1d";
  bool operator==(const JobSpec&) const = default;
};

// The members of the spec, and of its `retention`, that are plain values; the others are parameters and output.
const std::vector<Param>& spec_params();
const std::vector<Param>& retention_params();

// Canonical JSON: sorted keys, no white space, defaults of `output` included, absent parameters absent.
std::string to_json_text(const JobSpec& spec);

// Every problem of the shape at once (types, unknown members, bounds); whether the analysis exists and its parameters
// fit is catalog/run.h's check_spec.
Result<JobSpec> parse_spec(std::string_view json_text);

// Seconds of "7d", "36h", "90m", "30s".
inline constexpr std::string_view kDurationPattern = "^[1-9][0-9]{0,5}[smhd]$";
Result<std::int64_t> parse_duration(std::string_view text);

inline constexpr std::string_view kNamePattern = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";
bool is_valid_name(std::string_view name);

// The problems of what does not fit them, in the words of every face.
Problem bad_duration(std::string_view text);
Problem bad_name(std::string_view member);

}  // namespace perigee
