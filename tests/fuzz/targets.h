// What is fuzzed: any bytes must give a value or problems, and never anything else.
#pragma once

#include <string_view>

namespace perigee::fuzz {

// Aborts when the outcome contradicts itself.
void csv(std::string_view bytes);
void json(std::string_view bytes);  // as JSON and as NDJSON
void column(std::string_view bytes);
void watch(std::string_view bytes);     // of an API server
void list(std::string_view bytes);      // of an API server
void informer(std::string_view bytes);  // what happens to one: informer_trial.h

}  // namespace perigee::fuzz
