// Small tables and their reports, for tests of datasets.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "perigee/data/report.h"
#include "perigee/data/table.h"
#include "perigee/store/datasets.h"

namespace perigee::testing {

Column integers(std::string name, const std::vector<std::int64_t>& values);  // kMissing is missing
Column reals(std::string name, const std::vector<double>& values);           // NaN is missing
Column words(std::string name, const std::vector<std::string>& values);      // a category; "" is missing
Column texts(std::string name, const std::vector<std::string>& values);      // "" is missing

// Rows first … first + rows − 1: "number" (integer), "name" (text "row 7"), "kind" (category of three).
Table numbered(std::int64_t first, std::size_t rows);

// What the loader would say of it.
LoadReport report_of(const Table& table);

// Adds the table and commits it; fails the test on a refusal.
Commit store(RedisPool& pool, const std::string& name, WriteMode mode, const Table& table);

// All cells of the dataset as text, row by row; empty where there is none.
std::vector<std::vector<std::string>> cells(RedisPool& pool, const std::string& name);
std::vector<std::vector<std::string>> cells(const Table& table);

}  // namespace perigee::testing
