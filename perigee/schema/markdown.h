// A description as a table in Markdown, for the documentation.
#pragma once

#include <string>
#include <vector>

#include "perigee/schema/param.h"
#include "perigee/schema/rule.h"

namespace perigee {

// "| parameter | default | allowed | meaning |", one row each, and the rules as sentences below.
std::string markdown_table(const std::vector<Param>& params, const std::vector<Rule>& rules = {});

// A cell of such a table: pipes escaped, line ends as spaces.
std::string markdown_cell(std::string_view text);

// "an integer, 1900 to 2200", "light or dark": what the allowed-column says.
std::string allowed_in_words(const Param& param);

}  // namespace perigee
