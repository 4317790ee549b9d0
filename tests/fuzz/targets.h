// What is fuzzed: any bytes must give a value or problems, and never anything else.
#pragma once

#include <string_view>

namespace perigee::fuzz {

// Aborts when the outcome contradicts itself.
void csv(std::string_view bytes);
void json(std::string_view bytes);  // as JSON and as NDJSON
void column(std::string_view bytes);

}  // namespace perigee::fuzz
