// Charts made by hand, one of each kind, for tests and for looking at.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "perigee/chart/chart.h"

namespace perigee::sample {

Chart timeline();   // two crossing lines, a partial last year, an annotation
Chart sector();     // two stacked bars and their headings
Chart shares();     // normalised bars by period, one of them partial
Chart providers();  // plain bars, one emphasised, notes, a remainder set apart
Chart geography();  // a matrix with totals and a partial last column
Chart nothing();    // words

// All of them under a name for a file.
std::vector<std::pair<std::string, Chart>> charts();

}  // namespace perigee::sample
