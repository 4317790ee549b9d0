// One cell moved from a column to a builder: what the small reshaping functions (take, pivot, complete) are made of.
#pragma once

#include <cstddef>
#include <cstdint>

#include "perigee/data/table.h"

namespace perigee {

// Rows that a loop reads of a column at a time: 32 KiB of integers stay in the first cache.
inline constexpr std::size_t kRowsAtATime = 4096;

// Appends the cell, missing or not, to a builder of the same type. O(1); bulk work reads columns in blocks instead.
void add_cell(ColumnBuilder& to, const Column& from, std::size_t row);

// Appends a number to a builder of an integer, real or boolean column (integers are rounded towards zero).
void add_number(ColumnBuilder& to, Type type, double value);

// True for the types that hold numbers: integer, real, boolean.
bool is_numeric(Type type);

}  // namespace perigee
