// Which column of a dataset is meant: names are compared by their letters and digits, without case.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "perigee/catalog/analysis.h"
#include "perigee/data/report.h"

namespace perigee {

using Schema = std::vector<ColumnProfile>;

// "# Rocket " → "rocket"; "Company's Country" → "companyscountry".
std::string column_key(std::string_view name);

// True where the need accepts the type.
bool accepts(const ColumnNeed& need, Type type);

// The columns that bear the need's role or one of its aliases, the role first, then the aliases in their order,
// whatever their type.
std::vector<const ColumnProfile*> bearing(const ColumnNeed& need, const Schema& schema);

// The first of them that the need accepts; nullptr if there is none.
const ColumnProfile* column_for(const ColumnNeed& need, const Schema& schema);

// The column that a user names by a role, an alias or its own name; nullptr if there is none. Roles that a parameter
// chooses are no names.
const ColumnProfile* column_named(std::string_view name, const Analysis& analysis, const Schema& schema);

// The column that plays a single role, for these parameters: the one that the user chose, else column_for. nullptr if
// there is none; it may be of a type that the need does not accept.
const ColumnProfile* column_chosen(const ColumnNeed& need, const Values& values, const Analysis& analysis,
                                   const Schema& schema);

// Every name by which column_named finds something, for hints.
std::vector<std::string> known_columns(const Analysis& analysis, const Schema& schema);

// Name and type alone, of a table that was read.
Schema schema_of(const Table& table);

}  // namespace perigee
