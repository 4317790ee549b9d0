#include "api/local/verdict.h"

#include <utility>

#include "perigee/job/exit_failure.h"

namespace perigee::api {
namespace {

Failure failure_of(const AttemptEnd& end) {
  if (!end.start_error.empty()) return {FailureClass::infrastructure, "RunnerNotStarted", end.start_error, 0};
  if (end.exit.signal != 0) return failure_of_signal(end.exit.signal);
  return failure_of_exit(end.exit.code, end.last_words);
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
