// Families of rockets, told by their names alone.
//
// Rockets whose names begin with the same word are one family: "Falcon 1", "Falcon 9 Block 5" and "Falcon Heavy". A
// family is called by the words that all of its names begin with ("Space Shuttle" of five orbiters), less those at the
// end that tell a version: words with a digit or of one or two letters. What follows a slash is an upper stage or a
// payload and takes no part. Pure functions.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

// The family of each rocket, in the order of the rockets.
std::vector<std::string> families_of(std::span<const std::string> rockets);

// The table with the category "family", read from the category "rocket"; missing where the rocket is.
Table with_families(const Table& launches);

}  // namespace perigee
