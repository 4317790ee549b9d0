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
      : scanner_(dialect, options.max_field_bytes), fill_(fill), batch_(fill.columns()) {}

  // Bytes used of the window; nothing when too many rows are damaged.
  std::optional<std::size_t> scan(std::string_view window, bool is_last) {
    scanner_.open(window, is_last);
    while (scanner_.next()) {
      if (!std::exchange(header_passed_, true)) {
        required_ = scanner_.cells().size() - (scanner_.cells().back().size == 0 ? 1 : 0);
        continue;
      }
      take_row();
      if (batch_.is_full() && !hand_on()) return std::nullopt;
    }
    if (!hand_on()) return std::nullopt;  // its cells lie in this window
    return scanner_.used();
  }

 private:
  bool hand_on() {
    const bool accepted = fill_.take(batch_);
    batch_.clear();
    return accepted;
  }

  void take_row() {
    const auto cells = scanner_.cells();
    batch_.begin_row(scanner_.line(), scanner_.record());
    const std::size_t count = std::min(cells.size(), fill_.columns());
    for (std::size_t i = 0; i < count; ++i) {
      batch_.set(i, cells[i].text());
      if (!is_plain(cells[i])) take_repaired(i);
    }
    batch_.set_empty(count);
    if (cells.size() < required_) report_short(cells.size());
    if (cells.size() > fill_.columns()) report_long(cells);
  }

  void take_repaired(std::size_t column) {
    const CsvCell& cell = scanner_.cells()[column];
    const CellText read = reader_.read(cell);
    if (read.text != cell.text()) batch_.keep(column, read.text, read.repairs, scanner_.line_of(column));
  }

  void report(std::string_view code, std::string what, std::string remedy) {
    batch_.add({std::string(code), {}, std::move(what), std::move(remedy), scanner_.line(), {}});
  }

  void report_short(std::size_t count) {
    report(code::kShortRow,
           "The row has " + cells_in_words(count) + ", " + std::to_string(required_) +
               " were expected; the others are set missing.",
           "Check for a missing delimiter or an unquoted line break.");
  }

  // A trailing delimiter is no cell too many.
  void report_long(std::span<const CsvCell> cells) {
    const auto extra = cells.subspan(fill_.columns());
    if (std::all_of(extra.begin(), extra.end(), [](const CsvCell& cell) { return cell.size == 0; })) return;
    report(code::kLongRow,
           "The row has " + cells_in_words(cells.size()) + ", " + std::to_string(fill_.columns()) +
               " were expected; the last ones are left out.",
           "Put quotes around cells that hold the delimiter.");
  }

  CsvScanner scanner_;
  CellReader reader_;
  RowFill& fill_;
  RowBatch batch_;
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
