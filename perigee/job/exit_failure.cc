#include "perigee/job/exit_failure.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <string>

#include "perigee/job/exit_code.h"
#include "perigee/job/termination.h"

namespace perigee {
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
    {ExitCode::usage, "RunnerUsage", "The runner refused its command line; it is of another version."},
    {ExitCode::too_large, "TooLarge", "The dataset does not fit into the memory that the runner may use."},
    {ExitCode::cancelled, "RecordGone", "The runner found nothing left to do for this job."},
    {ExitCode::store_unavailable, "StoreUnavailable", "The runner could not reach Redis."},
    {ExitCode::out_of_memory, "OutOfMemory", "The runner or Redis ran out of memory."},
    {ExitCode::interrupted, "Interrupted", "The runner was told to stop before it was done."},
    {ExitCode::output_unwritable, "OutputUnwritable", "The runner could not write its output."},
    {ExitCode::bug, "RunnerBug", "The runner met a state that it calls a bug of its own."},
}};

FailureClass class_of(int code) {
  if (is_infrastructure(code)) return FailureClass::infrastructure;
  return is_user_error(code) ? FailureClass::user_error : FailureClass::platform;
}

Failure unspoken(int code) {
  if (code == 0)
    return {FailureClass::platform, "ResultMissing", "The runner reported success but committed no result.", 0};
  const auto known = std::find_if(kReasons.begin(), kReasons.end(),
                                  [code](const Reason& reason) { return static_cast<int>(reason.code) == code; });
  if (known == kReasons.end())
    return {class_of(code), "UnknownExit",
            "The runner exited with code " + std::to_string(code) + ", which is not known.", code};
  return {class_of(code), std::string(known->reason), std::string(known->sentence), code};
}

}  // namespace

Failure failure_of_exit(int code, std::string_view last_words) {
  Failure failure = unspoken(code);
  if (code == 0) return failure;
  const auto words = parse_termination(last_words);
  if (words && !words->reason.empty()) failure.reason = words->reason;
  if (words && !words->message.empty()) failure.message = words->message;
  return failure;
}

Failure failure_of_signal(int number) {
  if (number == SIGKILL)
    return {FailureClass::infrastructure, "Killed",
            "The runner was killed from outside, most often because the machine ran out of memory.", 0};
  const char* name = ::sigdescr_np(number);
  return {FailureClass::platform, "RunnerCrashed",
          "The runner died of signal " + std::to_string(number) + " (" + (name != nullptr ? name : "unknown") + ").",
          0};
}

}  // namespace perigee
