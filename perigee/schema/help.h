// A description as text for a terminal.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "perigee/schema/param.h"
#include "perigee/schema/rule.h"

namespace perigee {

// Two columns, the second wrapped so that no line is longer than 100 characters: {"  --port N", "port to listen on"}.
std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows);

// "  from   first year shown (an integer, 1900 to 2200; default 1957)", one each, and the rules as sentences.
std::string help_text(const std::vector<Param>& params, const std::vector<Rule>& rules = {});

}  // namespace perigee
