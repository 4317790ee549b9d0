// What a download holds: a CSV file as it is, gzip'd (RFC 1952) or inside a ZIP archive (PKWARE APPNOTE 6.3.9; stored
// and deflated entries, no ZIP64). Names in an archive choose an entry and are never used as a path.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "api/spool.h"
#include "perigee/base/problem.h"

namespace perigee::api {

struct ArchiveLimits {
  std::uint64_t max_bytes;        // unpacked
  std::uint64_t max_ratio = 200;  // unpacked to packed, beyond the first MiB
};

// Hands the one CSV to `take` in pieces; `wanted` is its name, or empty for the largest. `take` returning false ends it
// early without a problem. Answers the entry's name, or why it can not be read.
Result<std::string> read_csv(const Spool& file, std::string_view wanted, ArchiveLimits limits,
                             const std::function<bool(std::string_view)>& take);

}  // namespace perigee::api
