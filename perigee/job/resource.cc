#include "perigee/job/resource.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "perigee/schema/json_values.h"

namespace perigee {
namespace {

using nlohmann::json;

constexpr double kExactIntegers = 9007199254740992.0;  // 2^53: from here on a double skips integers

Value without_point(const Value& value) {
  const auto* real = std::get_if<double>(&value);
  const bool is_whole = real != nullptr && std::trunc(*real) == *real && std::fabs(*real) <= kExactIntegers;
  return is_whole ? Value(static_cast<std::int64_t>(*real)) : value;
}

JobSpec without_points(JobSpec spec) {
  for (auto& [name, value] : spec.parameters) value = without_point(value);
  return spec;
}

}  // namespace

std::string analysis_job_manifest(const JobRecord& record) {
  json spec = json::parse(to_json_text(without_points(record.spec)));
  if (record.cancel_requested) spec["cancel"] = true;
  return json_text({{"apiVersion", "perigee.dev/v1alpha1"},
                    {"kind", "AnalysisJob"},
                    {"metadata", {{"name", record.id}}},
                    {"spec", std::move(spec)}});
}

}  // namespace perigee
