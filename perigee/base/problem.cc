#include "perigee/base/problem.h"

namespace perigee {
namespace {

std::string place(const Problem& problem) {
  std::string text;
  if (problem.line) text = "line " + std::to_string(*problem.line);
  if (problem.column) text += (text.empty() ? "column " : ", column ") + std::to_string(*problem.column);
  if (!text.empty()) return text;
  return problem.where;
}

}  // namespace

std::string to_string(const Problem& problem) {
  std::string text = place(problem);
  if (!text.empty()) text += ": ";
  text += problem.what;
  if (!problem.remedy.empty()) text += " " + problem.remedy;
  return text;
}

std::string to_string(const Problems& problems) {
  std::string text;
  for (const auto& problem : problems) {
    if (!text.empty()) text += '\n';
    text += to_string(problem);
  }
  return text;
}

}  // namespace perigee
