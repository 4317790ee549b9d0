// steps: the places along an axis at which rows are gathered: periods of dates, years, or the numbers that occur. Pure
// functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/data/table.h"
#include "perigee/stat/calendar.h"

namespace perigee {

struct Steps {
  enum class Kind : std::uint8_t { dates, years, numbers };
  Kind kind = Kind::numbers;
  Every every = Every::year;         // of dates
  std::vector<double> at;            // ascending: seconds since the epoch for dates finer than years, else numbers
  std::vector<std::string> names;    // "March 2018", "2018", "17.5"
  std::vector<std::uint32_t> codes;  // of each row; Words::kNoWord where the cell is missing
  std::optional<std::size_t> partial_from;  // the step that the data don't fill to its end

  std::size_t size() const { return at.size(); }
  bool is_regular() const { return kind != Kind::numbers; }  // a step without rows is there, and means zero rows
};

// An integer, real or datetime column. `every` fixes the period of dates; without it they are the finest ones of which
// there are no more than `most`. Dates are complete up to `end`, the greatest one of the dataset (Column::display).
Steps steps_of(const Column& column, std::optional<Every> every, std::size_t most, const std::string& end);

}  // namespace perigee
