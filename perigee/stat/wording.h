// wording: how the columns of any dataset and their numbers are written for readers. Pure functions; UTF-8.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace perigee {

// The name of a column as words: "TumorSize" → "tumor size", "PatientID" → "patient ID", "unit_price" → "unit price".
// Statistics come first: "radius_mean" → "mean radius", "radius_se" → "standard error of radius". Names that have no
// such joints stay as they are, since "Germany" is not "germany".
std::string words_of_name(std::string_view name);

// At most so many characters, the last of them an ellipsis where something was cut off.
std::string shortened(std::string_view text, std::size_t characters);

// A coefficient of correlation: "0.32", "−0.07"; "1.00" only where it is one.
std::string coefficient(double r);

// How the numbers of one column are written: years ungrouped, others with three digits that count, or with all of those
// before the point; no zeros at the end.
class NumberWords {
 public:
  NumberWords() = default;
  // Years are whole numbers between 1500 and 2200 in a column whose name says so.
  NumberWords(std::string_view column, std::span<const double> values);

  bool is_year() const { return is_year_; }
  std::string operator()(double value) const;  // finite

 private:
  bool is_year_ = false;
};

}  // namespace perigee
