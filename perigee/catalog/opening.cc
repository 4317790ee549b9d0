#include "perigee/catalog/opening.h"

#include <utility>

namespace perigee {

Chart opening(const DatasetFacts& facts, std::string source) {
  constexpr std::size_t kShortVersion = 12;
  Chart chart;
  chart.source = std::move(source);
  chart.version = facts.version.substr(0, kShortVersion);
  return chart;
}

Chart nothing_left(const DatasetFacts& facts, std::string source, std::string title, std::string sentence,
                   std::string remedy) {
  Chart chart = opening(facts, std::move(source));
  chart.title = std::move(title);
  chart.alt = sentence;
  chart.mark = Empty{std::move(sentence), std::move(remedy)};
  return chart;
}

}  // namespace perigee
