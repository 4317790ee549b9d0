// The text of a CSV cell: quotes undoubled, blanks trimmed, damage repaired.
#pragma once

#include <string>
#include <string_view>

#include "perigee/data/clean.h"
#include "perigee/data/csv_scan.h"

namespace perigee {

// The cell's bytes are its text.
inline bool is_plain(const CsvCell& cell) { return !cell.odd && !cell.escaped; }

// Nearly every cell is what it seems and is not copied. The view holds until the scratch is used again.
class CellReader {
 public:
  CellText read(const CsvCell& cell) {
    if (is_plain(cell)) return {cell.text(), {}};
    return repaired(cell);
  }

 private:
  CellText repaired(const CsvCell& cell);

  std::string undoubled_, clean_;
};

}  // namespace perigee
