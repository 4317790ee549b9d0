// A file of data, or standard input, as the columns that an analysis reads.
#pragma once

#include <cstdint>
#include <string>

#include "perigee/base/problem.h"
#include "perigee/data/loader.h"
#include "perigee/job/spec.h"

namespace perigee::runner {

// Reads it once, piece by piece; the name and the first bytes tell the format. The table holds the columns that the
// spec binds and no others, so that memory grows with these alone; the report speaks of all.
Result<Loaded> read_data(const std::string& path, const JobSpec& spec, std::uint64_t most_bytes);

}  // namespace perigee::runner
