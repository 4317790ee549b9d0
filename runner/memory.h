// How much memory a run may take, and what does not fit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "perigee/base/problem.h"

namespace perigee::runner {

// The machine's memory, or the limit of the control group where that is less. Bytes.
std::uint64_t machine_memory();

// The part of it that data may take; the rest is for drawing.
std::uint64_t data_share(std::uint64_t memory);

// From now on an allocation beyond it fails (exit code 21). Sanitizers map more than any limit: nothing is done there.
void limit_memory(std::uint64_t bytes);

// From now on memory that is freed is used again before more is asked for: a process this short would spend a tenth of
// its time on getting pages and giving them back.
void keep_freed_memory();

// Takes the memory that the smallest picture needs at once: page by page, as it is touched, it costs a millisecond
// more.
void take_first_pages();

// "The dataset 'launches' takes 2.1 GiB to draw; 384 MiB are allowed …": nothing where it fits.
std::optional<Problem> too_large(const std::string& what, std::uint64_t bytes, std::uint64_t memory);

}  // namespace perigee::runner
