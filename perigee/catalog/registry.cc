#include "perigee/catalog/registry.h"

#include <algorithm>

namespace perigee {

const Analysis* find_analysis(std::string_view name) {
  const auto& all = registry();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Analysis& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> analysis_names() {
  std::vector<std::string> names;
  for (const auto& analysis : registry()) names.push_back(analysis.name);
  return names;
}

}  // namespace perigee
