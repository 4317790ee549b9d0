// What the descriptions and charts of all launch analyses begin with. Header only, because every source file of this
// folder is an analysis and is registered as one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/catalog/analysis.h"
#include "perigee/catalog/opening.h"
#include "perigee/stat/launch_columns.h"
#include "perigee/stat/launch_words.h"
#include "perigee/stat/launches.h"

namespace perigee {

inline std::string source_of(const Input& input, std::int64_t drawn) {
  return source_line(input.facts.source, drawn, static_cast<std::int64_t>(input.facts.rows));
}

inline Chart opening(const Input& input, std::int64_t drawn) { return opening(input.facts, source_of(input, drawn)); }

inline Chart nothing_left(const Input& input, const Nothing& why, std::string title = "No launches to show") {
  return nothing_left(input.facts, source_of(input, 0), std::move(title), why.sentence, why.remedy);
}

// Of a sector's line or bar, where a sector may be highlighted.
inline Emphasis sector_emphasis(std::string_view sector, const std::string& highlight) {
  if (!is_sector(highlight)) return Emphasis::normal;
  return sector_word(highlight) == sector ? Emphasis::strong : Emphasis::muted;
}

// `from`, `to` and their rule, the year, the columns needed, and at hand whatever else users filter launches by.
template <class P>
Describe<P> describe_launches(std::string name, std::string title, std::string help,
                              const std::vector<ColumnNeed>& needs) {
  Describe<P> description(std::move(name), std::move(title), std::move(help));
  description.param(&P::from, shared::kFrom)
      .between(kFirstYear, kLastYear)
      .param(&P::to, shared::kTo)
      .between(kFirstYear, kLastYear)
      .rule(AtMost{"from", "to"})
      .needs(year_column().required<ColumnNeed>());
  for (const ColumnNeed& need : needs) description.needs(need);
  for (const LaunchColumn& column : filter_columns()) {
    const auto is_it = [&column](const ColumnNeed& need) { return need.role == column.role; };
    if (std::none_of(needs.begin(), needs.end(), is_it)) description.needs(column.at_hand<ColumnNeed>());
  }
  return description;
}

}  // namespace perigee
