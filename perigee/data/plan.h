// What the first pass found out: how every column will be read.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "perigee/base/problem.h"
#include "perigee/data/report.h"
#include "perigee/data/vote.h"

namespace perigee {

struct ColumnPlan {
  std::string name;
  ColumnRule rule;
  bool dropped = false;
};

// A column of numbers with one that no double holds (1e999) can not be read truthfully. One vote per plan.
std::optional<Problem> find_unbounded(std::span<const ColumnPlan> plans, std::span<const ColumnVote> votes);

// A line of the report for each column of words of which most are numbers.
void report_mixed(std::span<const ColumnPlan> plans, std::span<const ColumnVote> votes, LoadReport& to);

// Adds a problem to the report, of which the first hundred are kept.
void report(LoadReport& to, Problem problem);

}  // namespace perigee
