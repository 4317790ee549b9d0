#include "api/routes/jobs_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "perigee/schema/json_values.h"

namespace perigee::api {
namespace {

using nlohmann::json;

json time_or_null(Millis time) { return time == 0 ? json() : json(iso8601(time)); }

// The word that old clients know: "top_private".
std::string type_of_job(const JobRecord& record) {
  std::string type = record.spec.analysis;
  std::ranges::replace(type, '-', '_');
  return type;
}

json links(const JobRecord& record) {
  json links = {{"self", "/jobs/" + record.id},
                {"events", "/jobs/" + record.id + "/events"},
                {"result", "/results/" + record.id}};
  if (!is_terminal(record.state)) links["cancel"] = "/jobs/" + record.id + "/cancel";
  return links;
}

json of(const ResultInfo& result) {
  return {{"content_type", result.content_type},
          {"bytes", result.bytes},
          {"sha256", result.sha256},
          {"width", result.width},
          {"height", result.height},
          {"rows", result.rows},
          {"dataset_version", result.dataset_version},
          {"render_millis", result.render_millis}};
}

json of(const Failure& failure) {
  return {{"class", word(failure.failure_class)},
          {"reason", failure.reason},
          {"message", failure.message},
          {"exit_code", failure.exit_code}};
}

json of(const JobRecord& record) {
  return {{"id", record.id},
          {"status", word(record.state)},
          {"type", type_of_job(record)},
          {"result_ready", record.state == JobState::complete},
          {"state", word(record.state)},
          {"attempts", record.attempts},
          {"created", time_or_null(record.created)},
          {"started", time_or_null(record.started)},
          {"finished", time_or_null(record.finished)},
          {"expires", time_or_null(record.expires)},
          {"executor", record.executor},
          {"request_id", record.request_id},
          {"dataset_version", record.dataset_version.empty() ? json() : json(record.dataset_version)},
          {"spec", json::parse(to_json_text(record.spec))},
          {"result", record.result ? of(*record.result) : json()},
          {"failure", record.failure ? of(*record.failure) : json()},
          {"links", links(record)}};
}

}  // namespace

std::string job_json(const JobRecord& record) { return json_text(of(record)); }

std::string accepted_json(const JobRecord& record) {
  return json_text({{"job_id", record.id}, {"status", word(record.state)}, {"links", links(record)}});
}

std::string page_json(const JobPage& page) {
  json jobs = json::array();
  for (const auto& record : page.jobs) jobs.push_back(of(record));
  return json_text(
      {{"jobs", std::move(jobs)}, {"total", page.total}, {"next", page.next.empty() ? json() : json(page.next)}});
}

std::string dry_run_json(const JobSpec& spec, const Values& effective, const Manifest& dataset,
                         const std::vector<Binding>& bindings) {
  json columns = json::array();
  for (const auto& binding : bindings) columns.push_back({{"role", binding.role}, {"column", binding.column}});
  return json_text({{"dry_run", true},
                    {"spec", json::parse(to_json_text(spec))},
                    {"effective_parameters", to_json(effective)},
                    {"dataset", {{"name", dataset.name}, {"version", dataset.version}, {"rows", dataset.rows}}},
                    {"columns", std::move(columns)}});
}

}  // namespace perigee::api
