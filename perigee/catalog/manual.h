// What people read about analyses, written from their descriptions.
#pragma once

#include <string>
#include <vector>

#include "perigee/catalog/analysis.h"

namespace perigee {

// One line each: "timeline     Launches per year, …".
std::string list_text(const std::vector<Analysis>& analyses);

// The whole description for a terminal: help, parameters, columns, an example command.
std::string describe_text(const Analysis& analysis);

// docs/analyses.md: a chapter for each analysis, and how to add one.
std::string analyses_markdown(const std::vector<Analysis>& analyses);

// The README's table: one row each.
std::string readme_table(const std::vector<Analysis>& analyses);

// The README with the table renewed between its marks; a text without them stays as it is.
std::string with_readme_table(const std::string& readme, const std::vector<Analysis>& analyses);

}  // namespace perigee
