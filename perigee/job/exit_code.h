// The runner's exit codes: the contract between the runner and whoever started it (design: runner).
#pragma once

#include <string_view>

namespace perigee {

enum class ExitCode : int {
  done = 0,              // committed, or already committed by a twin
  bad_spec = 10,         // 10–19: the user's mistake, never tried again
  no_such_dataset = 11,  // or no longer the version that the job began with
  missing_column = 12,
  bad_data = 13,           // --data could not be read truthfully
  usage = 14,              // the command line
  too_large = 15,          // the dataset does not fit into the memory allowed
  cancelled = 16,          // the record is terminal or gone: nothing left to do
  store_unavailable = 20,  // 20–29: infrastructure, tried again
  out_of_memory = 21,
  interrupted = 22,  // SIGTERM or the deadline
  output_unwritable = 23,
  bug = 30,
};

inline bool is_user_error(int code) { return code >= 10 && code <= 19; }
inline bool is_infrastructure(int code) { return code >= 20 && code <= 29; }

// The reason in the termination message: "MissingColumn", "StoreUnavailable"; empty for `done`.
std::string_view reason_of(ExitCode code);

}  // namespace perigee
