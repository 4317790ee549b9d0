#include "perigee/job/exit_code.h"

namespace perigee {

std::string_view reason_of(ExitCode code) {
  switch (code) {
    case ExitCode::done:
      return "";
    case ExitCode::bad_spec:
      return "BadSpec";
    case ExitCode::no_such_dataset:
      return "NoSuchDataset";
    case ExitCode::missing_column:
      return "MissingColumn";
    case ExitCode::bad_data:
      return "BadData";
    case ExitCode::usage:
      return "Usage";
    case ExitCode::too_large:
      return "TooLarge";
    case ExitCode::cancelled:
      return "Cancelled";
    case ExitCode::store_unavailable:
      return "StoreUnavailable";
    case ExitCode::out_of_memory:
      return "OutOfMemory";
    case ExitCode::interrupted:
      return "Interrupted";
    case ExitCode::output_unwritable:
      return "OutputUnwritable";
    case ExitCode::bug:
      return "Bug";
  }
  return "Bug";
}

}  // namespace perigee
