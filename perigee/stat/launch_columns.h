// The columns that files of launches have, by role: what an analysis asks for and what users may filter by.
#pragma once

#include <string>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

// A column under the name by which analyses know it, and its names in real files (compared by letters and digits,
// without case). An analysis makes its own description of the column from it: an aggregate that begins with these
// members, which lies in a layer that stat may not include.
struct LaunchColumn {
  std::string role;
  std::vector<std::string> aliases;
  std::vector<Type> types;
  std::string help;

  template <class Need>
  Need required() const {
    return {role, aliases, types, help};
  }
  // For what a user may filter by, or what only the footer needs: its cells are not read to draw.
  template <class Need>
  Need at_hand() const {
    Need need = required<Need>();
    need.optional = need.filter_only = true;
    return need;
  }
};

LaunchColumn year_column();    // an integer, or a date whose year counts
LaunchColumn sector_column();  // P and S, or the words
LaunchColumn company_column();
LaunchColumn country_column();          // of launch
LaunchColumn company_country_column();  // of the company
LaunchColumn location_column();         // "pad, site, state, country"
LaunchColumn date_column();
LaunchColumn status_column();

// What users filter launches by, whether an analysis draws it or not.
std::vector<LaunchColumn> filter_columns();

}  // namespace perigee
