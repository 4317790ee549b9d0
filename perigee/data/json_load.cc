#include "perigee/data/json_load.h"

#include <algorithm>
#include <utility>

#include "perigee/base/text.h"
#include "perigee/data/clean.h"
#include "perigee/data/column_names.h"
#include "perigee/data/refusal.h"

namespace perigee {
namespace {

CellText clean_cell(std::string_view text, std::string& scratch) {
  if (!has_odd(text)) return {trim(text), {}};
  scratch.clear();
  const Repairs repairs = append_clean(scratch, text, Breaks::keep);
  return {trim(scratch), repairs};
}

}  // namespace

std::optional<Problem> JsonFirstPass::run(const Spool& spool) {
  if (auto problem = walk_json(spool, options_, *this)) return problem;
  if (refusal_) return refusal_;
  if (rows_ > 0 && !names_.empty()) return std::nullopt;
  return Problem{std::string(code::kNoRows),
                 {},
                 "The JSON text holds no values.",
                 "Send at least one object with a value.",
                 {},
                 {}};
}

bool JsonFirstPass::refuse(std::string_view code, std::string what, std::string remedy, std::string where) {
  if (!refusal_) {
    refusal_ = Problem{std::string(code), std::move(where), std::move(what), std::move(remedy), line_, {}};
  }
  return false;
}

bool JsonFirstPass::begin_row(std::uint64_t line) {
  line_ = line;
  if (++rows_ <= options_.max_rows) return true;
  return refuse(code::kTooManyRows, "The file has more than " + std::to_string(options_.max_rows) + " rows.",
                "Split it.", {});
}

std::optional<std::size_t> JsonFirstPass::column_of(std::string_view name) {
  if (const auto found = index_.find(name); found != index_.end()) return found->second;
  if (names_.size() == options_.max_columns) {
    refuse(code::kTooManyColumns, "The objects have more than " + std::to_string(options_.max_columns) + " keys.",
           "Leave out the keys that are not needed.", std::string(name));
    return std::nullopt;
  }
  if (name.size() > kLongestName) {
    refuse(code::kNameTooLong, "A key takes more than 256 bytes.", "Shorten it.", {});
    return std::nullopt;
  }
  index_.emplace(name, names_.size());
  names_.emplace_back(name);
  votes_.emplace_back();
  row_of_.push_back(0);
  return names_.size() - 1;
}

bool JsonFirstPass::cell(std::string_view name, std::optional<std::string_view> text) {
  const auto column = column_of(name);
  if (!column) return false;
  if (std::exchange(row_of_[*column], rows_) == rows_) {
    return refuse(code::kDuplicateKey, "'" + std::string(name) + "' stands twice in one object.", "Keep one of them.",
                  std::string(name));
  }
  if (!text) return true;
  const CellText cell = clean_cell(*text, scratch_);
  if (cell.repairs.has_nul) {
    return refuse(code::kNul, "The text holds a NUL character.", "Remove it.", std::string(name));
  }
  votes_[*column].add(cell.text, line_);
  return true;
}

// A null where other rows have an object: "fairings" beside "fairings.reused" is no column.
bool JsonFirstPass::is_only_a_prefix(std::size_t column) const {
  const std::string prefix = names_[column] + ".";
  return votes_[column].is_empty() &&
         std::any_of(names_.begin(), names_.end(), [&](const std::string& name) { return name.starts_with(prefix); });
}

Result<std::vector<ColumnPlan>> JsonFirstPass::plan(LoadReport& to) const {
  std::vector<std::string> clean;
  for (const std::string& name : names_) append_clean(clean.emplace_back(), name, Breaks::remove);
  ColumnNames named = column_names(clean, 1);
  std::vector<ColumnPlan> plans;
  for (std::size_t i = 0; i < named.names.size(); ++i)
    plans.push_back({named.names[i], votes_[i].rule(), is_only_a_prefix(i)});
  for (Problem& problem : named.problems) report(to, std::move(problem));
  if (auto unbounded = find_unbounded(plans, votes_)) return *unbounded;
  report_mixed(plans, votes_, to);
  return plans;
}

namespace {

class JsonSecondPass final : public JsonSink {
 public:
  JsonSecondPass(const ColumnIndex& index, RowFill& fill) : index_(index), fill_(fill), batch_(fill.columns()) {}

  bool begin_row(std::uint64_t line) override {
    line_ = line;
    batch_.begin_row(line);
    batch_.set_empty(0);
    return true;
  }
  bool cell(std::string_view name, std::optional<std::string_view> text) override {
    if (!text) return true;
    const CellText cell = clean_cell(*text, scratch_);
    batch_.keep(index_.find(name)->second, cell.text, cell.repairs, line_);
    return true;
  }
  bool end_row() override { return !batch_.is_full() || hand_on(); }

  // False when too many rows are damaged.
  bool hand_on() {
    ok_ = ok_ && fill_.take(batch_);
    batch_.clear();
    return ok_;
  }

 private:
  const ColumnIndex& index_;
  RowFill& fill_;
  RowBatch batch_;
  std::uint64_t line_ = 0;
  bool ok_ = true;
  std::string scratch_;
};

}  // namespace

bool fill_from_json(const Spool& spool, const LoadOptions& options, const ColumnIndex& index, RowFill& fill) {
  JsonSecondPass pass(index, fill);
  walk_json(spool, options, pass);
  if (!pass.hand_on()) return false;
  fill.finish();
  return true;
}

}  // namespace perigee
