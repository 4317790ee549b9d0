#include "controller/resource.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "controller/json.h"
#include "perigee/job/spec.h"

namespace perigee::controller {
namespace {

using nlohmann::json;

std::string_view word(Truth truth) {
  if (truth == Truth::unknown) return "Unknown";
  return truth == Truth::yes ? "True" : "False";
}

Truth truth_of(std::string_view word) {
  if (word == "Unknown") return Truth::unknown;
  return word == "True" ? Truth::yes : Truth::no;
}

int small(std::int64_t number) { return static_cast<int>(number); }

// ---- reading

std::vector<Condition> read_conditions(const json& all) {
  std::vector<Condition> conditions;
  for (const json& one : all)
    conditions.push_back({text_at(one, {"type"}), truth_of(text_at(one, {"status"})), text_at(one, {"reason"}),
                          text_at(one, {"message"}), integer_at(one, {"observedGeneration"}),
                          time_at(one, {"lastTransitionTime"})});
  return conditions;
}

std::optional<ResultInfo> read_result(const json& result) {
  if (!result.is_object()) return std::nullopt;
  ResultInfo info;
  info.content_type = text_at(result, {"contentType"});
  info.bytes = static_cast<std::uint64_t>(integer_at(result, {"bytes"}));
  info.sha256 = text_at(result, {"sha256"});
  info.width = small(integer_at(result, {"width"}));
  info.height = small(integer_at(result, {"height"}));
  info.rows = static_cast<std::uint64_t>(integer_at(result, {"rows"}));
  info.dataset_version = text_at(result, {"datasetVersion"});
  info.render_millis = static_cast<double>(integer_at(result, {"renderMillis"}));
  return info;
}

std::optional<Failure> read_failure(const json& failure) {
  if (!failure.is_object()) return std::nullopt;
  return Failure{failure_class_of(text_at(failure, {"class"})).value_or(FailureClass::platform),
                 text_at(failure, {"reason"}), text_at(failure, {"message"}), small(integer_at(failure, {"exitCode"}))};
}

Status read_status(const json& status) {
  Status read;
  read.generation = integer_at(status, {"observedGeneration"});
  read.state = state_of(text_at(status, {"state"})).value_or(State::none);
  read.conditions = read_conditions(at(status, {"conditions"}));
  read.attempts = small(integer_at(status, {"attempts"}));
  read.over = small(integer_at(status, {"attemptsOver"}));
  read.failures = small(integer_at(status, {"failures"}));
  read.disruptions = small(integer_at(status, {"disruptions"}));
  read.next_attempt = time_at(status, {"nextAttemptTime"});
  read.active_from = time_at(status, {"activeFrom"});
  read.started = time_at(status, {"startTime"});
  read.completed = time_at(status, {"completionTime"});
  read.job = {text_at(status, {"jobRef", "name"}), text_at(status, {"jobRef", "uid"})};
  read.node = text_at(status, {"node"});
  read.result = read_result(at(status, {"result"}));
  read.failure = read_failure(at(status, {"failure"}));
  read.pod = text_at(status, {"failure", "podName"});
  return read;
}

std::int64_t seconds_at(const json& spec, Path path, std::int64_t otherwise) {
  const auto seconds = parse_duration(text_at(spec, path));
  return seconds ? *seconds : otherwise;
}

void read_spec(const json& spec, AnalysisJob& job) {
  job.suspend = flag_at(spec, {"suspend"});
  job.cancel = flag_at(spec, {"cancel"});
  job.queue = text_at(spec, {"queueName"});
  job.active_deadline_seconds = small(integer_at(spec, {"activeDeadlineSeconds"}, job.active_deadline_seconds));
  job.pending_deadline_seconds = small(integer_at(spec, {"pendingDeadlineSeconds"},
                                                  std::min(job.pending_deadline_seconds, job.active_deadline_seconds)));
  job.backoff_limit = small(integer_at(spec, {"backoffLimit"}, job.backoff_limit));
  job.keep_success_seconds = seconds_at(spec, {"retention", "afterSuccess"}, job.keep_success_seconds);
  job.keep_failure_seconds = seconds_at(spec, {"retention", "afterFailure"}, job.keep_failure_seconds);
  job.spec = spec.dump();
  if (const json& runner = at(spec, {"runner"}); runner.is_object()) job.runner = runner.dump();
}

// ---- writing

// Absent members are null, which a merge patch takes out.
json or_null(const std::string& text) { return text.empty() ? json() : json(text); }
json or_null(int number) { return number == 0 ? json() : json(number); }
json time_or_null(Millis time) { return time == 0 ? json() : json(iso8601(time)); }

json write_condition(const Condition& condition) {
  return {{"type", condition.type},
          {"status", word(condition.truth)},
          {"reason", condition.reason},
          {"message", condition.message},
          {"observedGeneration", condition.generation},
          {"lastTransitionTime", iso8601(condition.since)}};
}

json write_result(const Status& status, const std::string& name) {
  if (!status.result) return nullptr;
  const ResultInfo& info = *status.result;
  json result = {{"key", "results:" + name},
                 {"contentType", info.content_type},
                 {"bytes", info.bytes},
                 {"sha256", info.sha256},
                 {"rows", info.rows},
                 {"datasetVersion", info.dataset_version},
                 {"renderMillis", static_cast<std::int64_t>(info.render_millis)}};
  if (info.width > 0) result["width"] = info.width;
  if (info.height > 0) result["height"] = info.height;
  return result;
}

json write_failure(const Status& status) {
  if (!status.failure) return nullptr;
  const Failure& failure = *status.failure;
  json written = {{"class", perigee::word(failure.failure_class)},
                  {"reason", failure.reason},
                  {"message", failure.message.substr(0, 1024)}};
  if (failure.exit_code != 0) written["exitCode"] = failure.exit_code;
  if (!status.pod.empty()) written["podName"] = status.pod;
  if (!status.node.empty()) written["node"] = status.node;
  return written;
}

// "1.8s", "2m5s": what a column has room for.
std::string duration_in_words(Millis duration) {
  const std::int64_t tenths = duration / 100;
  if (tenths < 600) return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "s";
  const std::int64_t seconds = duration / 1000, minutes = seconds / 60;
  if (minutes < 60) return std::to_string(minutes) + "m" + std::to_string(seconds % 60) + "s";
  return std::to_string(minutes / 60) + "h" + std::to_string(minutes % 60) + "m";
}

json duration_of(const Status& status) {
  if (status.started == 0 || status.completed == 0) return nullptr;
  return duration_in_words(status.completed - status.started);
}

json job_ref(const Status& status) {
  if (status.job.name.empty()) return nullptr;
  return {{"name", status.job.name}, {"uid", status.job.uid}};
}

json write_conditions(const std::vector<Condition>& conditions) {
  json written = json::array();
  for (const Condition& condition : conditions) written.push_back(write_condition(condition));
  return written;
}

json write_status(const Status& status, const std::string& name) {
  return {{"observedGeneration", status.generation},
          {"state", or_null(std::string(word(status.state)))},
          {"conditions", write_conditions(status.conditions)},
          {"attempts", status.attempts},
          {"attemptsOver", or_null(status.over)},
          {"failures", or_null(status.failures)},
          {"disruptions", or_null(status.disruptions)},
          {"nextAttemptTime", time_or_null(status.next_attempt)},
          {"activeFrom", time_or_null(status.active_from)},
          {"startTime", time_or_null(status.started)},
          {"completionTime", time_or_null(status.completed)},
          {"duration", duration_of(status)},
          {"jobRef", job_ref(status)},
          {"node", or_null(status.node)},
          {"result", write_result(status, name)},
          {"failure", write_failure(status)}};
}

}  // namespace

std::optional<AnalysisJob> read_analysis_job(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  AnalysisJob job;
  job.name = text_at(object, {"metadata", "name"});
  job.uid = text_at(object, {"metadata", "uid"});
  if (job.name.empty() || job.uid.size() < 8 || !at(object, {"spec"}).is_object()) return std::nullopt;
  job.version = text_at(object, {"metadata", "resourceVersion"});
  job.generation = integer_at(object, {"metadata", "generation"});
  job.created = time_at(object, {"metadata", "creationTimestamp"});
  job.deleting = time_at(object, {"metadata", "deletionTimestamp"}) != 0;
  read_spec(at(object, {"spec"}), job);
  job.status = read_status(at(object, {"status"}));
  return job;
}

std::string status_patch(const AnalysisJob& job, const Status& status) {
  const json patch = {{"metadata", {{"resourceVersion", job.version}}}, {"status", write_status(status, job.name)}};
  return patch.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace perigee::controller
