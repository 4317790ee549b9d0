// Filling the default dataset when nobody brought data: PERIGEE_SEED_CSV, else Kaggle, else the sample. Thread-safe.
#pragma once

#include <string_view>

#include "api/ingest.h"
#include "api/services.h"

namespace perigee::api {

inline constexpr std::string_view kDefaultDataset = "launches", kMissionsDataset = "missions",
                                  kCancerDataset = "cancer";

// Replaces the dataset by its seed; one at a time. A failed download is a Problem ("download-failed"), never
// the sample; a seed file that is not there is "seed-missing".
Result<Stored> seed(const Services& services);

// The same, unless the dataset has rows by the time it is this caller's turn; then nothing.
std::optional<Result<Stored>> seed_if_empty(const Services& services);

// Replaces the missions by PERIGEE_MISSIONS_CSV, else by the sample.
Result<Stored> seed_missions(const Services& services);

// The same for the cancer data: PERIGEE_CANCER_CSV, else the sample of them.
Result<Stored> seed_cancer(const Services& services);

// The status that the problems of a seed get: 502 for a download, 503 for a missing file, else as an upload's.
int seed_status(const Problems& problems);

}  // namespace perigee::api
