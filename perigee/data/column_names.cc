#include "perigee/data/column_names.h"

#include <algorithm>
#include <set>

#include "perigee/base/text.h"
#include "perigee/data/refusal.h"

namespace perigee {

ColumnNames column_names(std::span<const std::string> raw, std::uint64_t line) {
  ColumnNames result;
  std::set<std::string, std::less<>> taken;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const std::string given(trim(raw[i]));
    std::string name = given.empty() ? "column " + std::to_string(i + 1) : given;
    if (given.empty()) {
      result.problems.push_back({std::string(code::kEmptyHeader), name,
                                 "Column " + std::to_string(i + 1) + " has no name; it is called '" + name + "'.",
                                 "Name it in the header.", line, i + 1});
    }
    for (int copy = 2; taken.contains(name); ++copy) name = given + " (" + std::to_string(copy) + ")";
    if (!given.empty() && name != given) {
      result.problems.push_back({std::string(code::kDuplicateHeader), name,
                                 "Two columns are called '" + given + "'; the second is called '" + name + "'.",
                                 "Give every column a name of its own.", line, i + 1});
    }
    taken.insert(name);
    result.names.push_back(std::move(name));
  }
  return result;
}

bool is_unnamed(std::string_view raw) {
  constexpr std::string_view kPrefix = "unnamed: ";
  const std::string name = lower(trim(raw));
  return name.starts_with(kPrefix) &&
         std::all_of(name.begin() + kPrefix.size(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace perigee
