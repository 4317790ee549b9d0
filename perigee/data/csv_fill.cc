// The second pass of csv_load.h.
#include <algorithm>
#include <utility>

#include "perigee/data/csv_load.h"
#include "perigee/data/refusal.h"

namespace perigee {
namespace {

std::string cells_in_words(std::size_t count) { return std::to_string(count) + (count == 1 ? " cell" : " cells"); }

// The second pass over one file.
class CsvSecondPass {
 public:
  CsvSecondPass(const CsvDialect& dialect, const LoadOptions& options, RowFill& fill)
      : scanner_(dialect, options.max_field_bytes), fill_(fill) {}

  // Bytes used of the window; nothing when too many rows are damaged.
  std::optional<std::size_t> scan(std::string_view window, bool is_last) {
    scanner_.open(window, is_last);
    while (scanner_.next()) {
      if (!std::exchange(header_passed_, true)) {
        required_ = scanner_.cells().size() - (scanner_.cells().back().size == 0 ? 1 : 0);
      } else if (!take_row()) {
        return std::nullopt;
      }
    }
    return scanner_.used();
  }

 private:
  bool take_row() {
    const auto cells = scanner_.cells();
    fill_.begin_row(scanner_.line());
    const std::size_t count = std::min(cells.size(), fill_.columns());
    for (std::size_t i = 0; i < count; ++i) {
      const auto line_of = [&] { return scanner_.line_of(i); };
      if (is_plain(cells[i])) {
        fill_.plain_cell(i, cells[i].text(), i + 1, line_of);
      } else {
        fill_.cell(i, reader_.read(cells[i]), i + 1, line_of);
      }
    }
    for (std::size_t i = count; i < fill_.columns(); ++i) fill_.missing(i);
    if (cells.size() < required_) report_short(cells.size());
    if (cells.size() > fill_.columns()) report_long(cells);
    return fill_.end_row();
  }

  void report_short(std::size_t count) {
    fill_.report_row(code::kShortRow,
                     "The row has " + cells_in_words(count) + ", " + std::to_string(required_) +
                         " were expected; the others are set missing.",
                     "Check for a missing delimiter or an unquoted line break.");
  }

  // A trailing delimiter is no cell too many.
  void report_long(std::span<const CsvCell> cells) {
    const auto extra = cells.subspan(fill_.columns());
    if (std::all_of(extra.begin(), extra.end(), [](const CsvCell& cell) { return cell.size == 0; })) return;
    fill_.report_row(code::kLongRow,
                     "The row has " + cells_in_words(cells.size()) + ", " + std::to_string(fill_.columns()) +
                         " were expected; the last ones are left out.",
                     "Put quotes around cells that hold the delimiter.");
  }

  CsvScanner scanner_;
  CellReader reader_;
  RowFill& fill_;
  bool header_passed_ = false;
  std::size_t required_ = 0;  // cells of a whole row; a nameless trailing one may be absent
};

}  // namespace

bool fill_from_csv(const Spool& spool, const CsvDialect& dialect, const LoadOptions& options, RowFill& fill) {
  CsvSecondPass pass(dialect, options, fill);
  std::string window;
  std::uint64_t at = 0;
  std::size_t kept = 0;  // bytes of an unfinished record
  while (at < spool.size()) {
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(kCsvWindow, spool.size() - at));
    window.resize(kept + step);
    const std::size_t read = spool.read(at, window.data() + kept, step);
    std::string_view text = std::string_view(window).substr(0, kept + read);
    if (at == 0 && text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    at += read;
    const auto used = pass.scan(text, at == spool.size());
    if (!used) return false;
    text.remove_prefix(*used);
    kept = text.size();
    std::copy(text.begin(), text.end(), window.begin());
  }
  fill.finish();
  return true;
}

}  // namespace perigee
