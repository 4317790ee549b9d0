#include "api/local/verdict.h"

#include <array>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

#include "perigee/job/exit_code.h"
#include "perigee/job/termination.h"

namespace perigee::api {
namespace {

struct Reason {
  ExitCode code;
  std::string_view reason, sentence;
};
// What is said where the runner left no message of its own.
constexpr std::array<Reason, 12> kReasons = {{
    {ExitCode::bad_spec, "InvalidSpec", "The runner refused the job's spec."},
    {ExitCode::no_such_dataset, "NoSuchDataset", "The dataset does not exist. POST it to /data first."},
    {ExitCode::missing_column, "MissingColumn", "The dataset lacks a column that the analysis needs."},
    {ExitCode::bad_data, "BadData", "The dataset could not be read truthfully."},
    {ExitCode::usage, "RunnerUsage", "The runner refused its command line; API and runner are of different versions."},
    {ExitCode::too_large, "TooLarge", "The dataset does not fit into the memory that the runner may use."},
    {ExitCode::cancelled, "RecordGone", "The runner found nothing left to do for this job."},
    {ExitCode::store_unavailable, "StoreUnavailable", "The runner could not reach Redis."},
    {ExitCode::out_of_memory, "OutOfMemory", "The runner or Redis ran out of memory."},
    {ExitCode::interrupted, "Interrupted", "The runner was told to stop before it was done."},
    {ExitCode::output_unwritable, "OutputUnwritable", "The runner could not write its output."},
    {ExitCode::bug, "RunnerBug", "The runner met a state that it calls a bug of its own."},
}};

FailureClass class_of(const Exit& exit) {
  if (exit.signal == SIGKILL || is_infrastructure(exit.code)) return FailureClass::infrastructure;
  if (exit.signal == 0 && is_user_error(exit.code)) return FailureClass::user_error;
  return FailureClass::platform;
}

Failure by_signal(int number) {
  if (number == SIGKILL)
    return {FailureClass::infrastructure, "Killed",
            "The runner was killed from outside, most often because the machine ran out of memory.", 0};
  const char* name = ::sigdescr_np(number);
  return {FailureClass::platform, "RunnerCrashed",
          "The runner died of signal " + std::to_string(number) + " (" + (name != nullptr ? name : "unknown") + ").",
          0};
}

Failure by_code(int code) {
  if (code == 0)
    return {FailureClass::platform, "ResultMissing", "The runner reported success but committed no result.", 0};
  for (const auto& known : kReasons)
    if (static_cast<int>(known.code) == code)
      return {class_of({code, 0}), std::string(known.reason), std::string(known.sentence), code};
  return {class_of({code, 0}), "UnknownExit",
          "The runner exited with code " + std::to_string(code) + ", which this API does not know.", code};
}

// The runner's own words are better than ours, where there are any.
Failure failure_of(const AttemptEnd& end) {
  if (!end.start_error.empty()) return {FailureClass::infrastructure, "RunnerNotStarted", end.start_error, 0};
  if (end.exit.signal != 0) return by_signal(end.exit.signal);
  Failure failure = by_code(end.exit.code);
  if (end.exit.code == 0) return failure;
  const auto words = parse_termination(end.last_words);
  if (words && !words->reason.empty()) failure.reason = words->reason;
  if (words && !words->message.empty()) failure.message = words->message;
  return failure;
}

Failure past_deadline(int seconds, int exit_code) {
  return {
      FailureClass::infrastructure, "DeadlineExceeded",
      "The job was stopped after " + std::to_string(seconds) + " s. Raise activeDeadlineSeconds or ask for less data.",
      exit_code};
}

bool may_be_tried_again(const AttemptEnd& end, const Failure& failure) {
  const bool lied = end.exit == Exit{} && end.start_error.empty();
  return failure.failure_class != FailureClass::user_error && !lied && end.failures < end.backoff_limit;
}

}  // namespace

Verdict judge(const AttemptEnd& end, std::chrono::milliseconds first_retry) {
  if (end.past_deadline) return {past_deadline(end.active_deadline_seconds, end.exit.code), std::nullopt};
  Verdict verdict{failure_of(end), std::nullopt};
  if (may_be_tried_again(end, verdict.failure)) verdict.retry_after = first_retry * (1LL << end.failures);
  return verdict;
}

Failure interrupted_too_often(int attempts) {
  return {FailureClass::infrastructure, "InterruptedTooOften",
          "The job was started " + std::to_string(attempts) +
              " times and each time the API was stopped or died before it was done. Submit it again.",
          0};
}

}  // namespace perigee::api
