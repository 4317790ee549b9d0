// The two ways of a chart: from a file, and from the store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "perigee/catalog/run.h"
#include "perigee/data/table.h"
#include "perigee/draw/render.h"
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

// What all three share, once the columns are there.
struct Drawn {
  Outcome refusal;  // code `done`: there is none
  std::string bytes;
  ResultInfo info;
};
Drawn draw(const JobSpec& spec, const std::vector<Binding>& bindings, const Table& columns, DatasetFacts facts);

}  // namespace perigee::runner
