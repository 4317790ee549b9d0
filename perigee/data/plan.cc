#include "perigee/data/plan.h"

#include <utility>

#include "perigee/data/refusal.h"

namespace perigee {
namespace {

constexpr std::size_t kReported = 100;

bool is_number(Type type) { return type == Type::integer || type == Type::real; }
bool is_words(Type type) { return type == Type::category || type == Type::text; }

}  // namespace

std::optional<Problem> find_unbounded(std::span<const ColumnPlan> plans, std::span<const ColumnVote> votes) {
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const std::uint64_t line = votes[i].unbounded_line();
    if (line == 0 || !is_number(plans[i].rule.type) || plans[i].dropped) continue;
    return Problem{std::string(code::kOutOfRange),
                   plans[i].name,
                   "Column '" + plans[i].name + "' holds a number that is too large or too small to be kept.",
                   "Correct the cell, or leave it empty.",
                   line,
                   i + 1};
  }
  return std::nullopt;
}

void report_mixed(std::span<const ColumnPlan> plans, std::span<const ColumnVote> votes, LoadReport& to) {
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const std::uint64_t line = votes[i].mixed_line();
    if (line == 0 || !is_words(plans[i].rule.type) || plans[i].dropped) continue;
    report(to,
           {std::string(code::kMixedColumn), plans[i].name,
            "Most cells of column '" + plans[i].name + "' are numbers, but too many are not: it is kept as words. " +
                "The first that is no number stands here.",
            "Correct the cells if it is meant to hold numbers.", line, i + 1});
  }
}

void report(LoadReport& to, Problem problem) {
  ++to.problem_count;
  if (to.problems.size() < kReported) to.problems.push_back(std::move(problem));
}

}  // namespace perigee
