// The two ways of a chart: from a file, and from the store.
#pragma once

#include <cstdint>

#include "perigee/job/spec.h"
#include "runner/options.h"
#include "runner/outcome.h"

namespace perigee::runner {

// --data: reads the file, draws, writes --out. Never touches Redis.
Outcome draw_file(const Options& options, const JobSpec& spec, std::uint64_t memory);

// A dataset of the store, drawn into --out.
Outcome draw_dataset(const Options& options, const JobSpec& spec, std::uint64_t memory);

// A job of the store: pins the dataset's version, draws, commits the result with the record.
Outcome draw_job(const Options& options, std::uint64_t memory);

}  // namespace perigee::runner
