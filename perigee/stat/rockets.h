// What launch files say of rockets: their names, whether they still fly, and what a launch cost. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/data/table.h"
#include "perigee/stat/launch_columns.h"
#include "perigee/stat/launches.h"

namespace perigee {

LaunchColumn detail_column();         // "Falcon 9 Block 5 | Starlink V1 L9": the rocket and its mission
LaunchColumn rocket_status_column();  // "StatusActive", "StatusRetired"
LaunchColumn price_column();          // of a launch, million US dollars; mostly missing

// The rocket of a detail: what stands before the bar, else all of it.
std::string_view rocket_of(std::string_view detail);

bool is_active(std::string_view rocket_status);  // "StatusActive", "active"

// The table with the category "rocket", read from "detail".
Table with_rockets(const Table& launches);

// The rockets of an organisation's launches in the order of the rows, one a launch. Needs "company" and "detail"; the
// name is compared without case.
std::vector<std::string> rockets_of(const Table& launches, std::string_view organisation);

// Launches and their prices by a category: the key, "launches", "priced", "unpriced" and "total" (million US dollars,
// missing where no launch has a price); highest total first, then by name. Needs "year", "price" and the key.
Table prices_by(const Table& launches, const std::string& key, const Selection& selection);

// Amounts in million US dollars: "1,241", "5.3" for labels; "$76.3bn", "$62m" for sentences.
std::string millions(double amount);
std::string dollars(double amount);

}  // namespace perigee
