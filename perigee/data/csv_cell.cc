#include "perigee/data/csv_cell.h"

#include "perigee/base/text.h"

namespace perigee {

CellText CellReader::repaired(const CsvCell& cell) {
  std::string_view text = cell.text();
  if (cell.escaped) {
    undoubled_.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
      undoubled_ += text[i];
      if (text[i] == '"') ++i;  // the second of a pair
    }
    text = undoubled_;
  }
  clean_.clear();
  const Repairs repairs = append_clean(clean_, text, cell.quoted ? Breaks::keep : Breaks::remove);
  return {trim(clean_), repairs};
}

}  // namespace perigee
