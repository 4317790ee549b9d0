// Generated launches for the benchmarks: plausible, all different, equal on every machine for an equal seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "perigee/data/table.h"

namespace perigee::bench {

struct LaunchRow {
  std::string_view company, country, status, rocket_status;
  bool is_private = false;
  std::string location, detail, cost;  // cost as the real file writes it: "", "62", "\"1,160.00\""
  std::int64_t minutes = 0;            // since 1970-01-01 00:00 UTC
};

class LaunchRows {
 public:
  explicit LaunchRows(std::uint64_t seed) : random_(seed) {}
  LaunchRow next();

 private:
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  std::mt19937_64 random_;
  std::uint64_t serial_ = 0;
};

// The header of the real file, with its padded " Rocket", and one row of it.
std::string_view csv_header();
void append_csv(std::string& out, const LaunchRow& row);

// The next `rows` rows (at most 65,536) as a block with the column types that the loader would vote.
Table block(LaunchRows& source, std::size_t rows);

}  // namespace perigee::bench
