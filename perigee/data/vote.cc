#include "perigee/data/vote.h"

#include "perigee/base/text.h"
#include "perigee/data/hash.h"

namespace perigee {
namespace {

constexpr std::uint64_t kMostWords = kExactlyCounted;  // of a category
constexpr std::uint64_t kMostWordBytes = 2 << 20;      // of all of its words together
constexpr std::uint64_t kAlwaysFew = 256;              // so many may all be different

bool is_boolean(std::string_view text) {
  const char first = text.front();
  const bool may_be =
      (text.size() == 4 && (first == 't' || first == 'T')) || (text.size() == 5 && (first == 'f' || first == 'F'));
  if (!may_be) return false;
  const std::string word = lower(text);
  return word == "true" || word == "false";
}

bool may_begin_number(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool may_begin_infinity(char c) { return c == 'i' || c == 'I'; }

// Longer than missing words, booleans and infinities are, and no date's beginning.
bool is_long_word(std::string_view text) {
  return text.size() > 9 && !may_begin_number(text.front()) && !may_begin_date(text);
}

}  // namespace

// Many cells are told to be words at a glance: they were seen before, or begin as nothing else does.
inline bool ColumnVote::is_known_word(std::string_view text) const {
  if (distinct_.is_estimate()) return is_long_word(text);
  const std::uint64_t hash = hash_of(text);
  return known_words_[hash % known_words_.size()] == hash && hash != 0;
}

void ColumnVote::add(std::string_view text, std::uint64_t line) {
  if (text.empty()) return;
  ++filled_;
  if (words_ > 0 && is_known_word(text)) return ++words_, void();
  const char first = text.front();
  const bool may_be_number = may_begin_number(first) || may_begin_infinity(first);
  // Nothing is both, so what the cell before was is tried first.
  if (last_was_date_ && add_date(text)) return;
  if (may_be_number && add_number(text, line)) return;
  if (!last_was_date_ && add_date(text)) return;
  add_words_cell(text, line);
}

void ColumnVote::add(std::span<const std::string_view> cells, std::span<const std::uint64_t> lines) {
  for (std::size_t i = 0; i < cells.size(); ++i) add(cells[i], lines[i]);
}

bool ColumnVote::add_number(std::string_view text, std::uint64_t line) {
  const NumberKind kind = number_kind(text);
  if (kind == NumberKind::word) return false;
  ++numbers_[static_cast<std::size_t>(kind)];
  if (kind == NumberKind::unbounded && unbounded_line_ == 0) unbounded_line_ = line;
  last_was_date_ = false;
  look_up(text);
  return true;
}

bool ColumnVote::add_date(std::string_view text) {
  const DateKind kind = read_date(text, DayOrder::day_first).kind;
  if (kind == DateKind::word) return false;
  ++dates_[static_cast<std::size_t>(kind)];
  last_was_date_ = true;
  look_up(text);
  return true;
}

void ColumnVote::add_words_cell(std::string_view text, std::uint64_t line) {
  if (is_missing_word(text)) {
    ++missing_words_;
  } else if (is_boolean(text)) {
    ++booleans_;
  } else {
    if (++words_ == 1) first_word_line_ = line;
    const std::uint64_t hash = hash_of(text);
    known_words_[hash % known_words_.size()] = hash;
  }
  look_up(text);
}

void ColumnVote::look_up(std::string_view text) {
  if (words_ == 0 && missing_words_ == 0 && booleans_ == 0) return ++uncounted_, void();
  if (!distinct_.is_estimate() && distinct_.add(hash_of(text))) distinct_bytes_ += text.size();
}

bool ColumnVote::wins(std::uint64_t cells) const { return cells > 0 && 10 * cells >= 9 * voting(); }

std::uint64_t ColumnVote::numbers(Decimal decimal) const {
  using enum NumberKind;
  const auto count = [&](NumberKind kind) { return numbers_[static_cast<std::size_t>(kind)]; };
  const std::uint64_t both = count(integer) + count(dot_group) + count(comma_group) + count(unbounded);
  if (decimal == Decimal::comma) return both + count(comma_integral) + count(comma_fraction);
  return both + count(dot_integral) + count(dot_fraction) + count(comma_grouped) + count(comma_grouped_fraction);
}

Decimal ColumnVote::decimal(Decimal ambiguous) const {
  using enum NumberKind;
  const std::uint64_t point = numbers(Decimal::point), comma = numbers(Decimal::comma);
  if (comma != point) return comma > point ? Decimal::comma : Decimal::point;
  const bool has_groups = numbers_[static_cast<std::size_t>(comma_group)] > 0;
  const bool has_points = numbers_[static_cast<std::size_t>(dot_group)] > 0;
  return has_groups && !has_points ? ambiguous : Decimal::point;
}

bool ColumnVote::is_integral(Decimal decimal) const {
  using enum NumberKind;
  const auto count = [&](NumberKind kind) { return numbers_[static_cast<std::size_t>(kind)]; };
  if (decimal == Decimal::comma) return count(comma_fraction) + count(comma_group) == 0;
  return count(dot_fraction) + count(dot_group) + count(comma_grouped_fraction) == 0;
}

bool ColumnVote::is_category() const {
  if (distinct_.is_estimate() || distinct_bytes_ > kMostWordBytes) return false;
  const std::uint64_t words = distinct_.count() + uncounted_;
  return words <= kMostWords && (words <= kAlwaysFew || 2 * words <= filled_);
}

ColumnRule ColumnVote::rule(Decimal ambiguous) const {
  ColumnRule rule;
  rule.decimal = decimal(ambiguous);
  const auto date = [&](DateKind kind) { return dates_[static_cast<std::size_t>(kind)]; };
  rule.order = date(DateKind::month_first) > date(DateKind::day_first) ? DayOrder::month_first : DayOrder::day_first;
  const std::uint64_t valid =
      date(DateKind::plain) + date(DateKind::either) + date(DateKind::day_first) + date(DateKind::month_first);
  const std::uint64_t impossible = date(DateKind::impossible);
  if (wins(booleans_)) {
    rule.type = Type::boolean;
  } else if (wins(numbers(rule.decimal))) {
    rule.type = is_integral(rule.decimal) ? Type::integer : Type::real;
  } else if (wins(valid + impossible) && valid >= impossible) {
    rule.type = Type::datetime;
  } else {
    rule.type = filled_ > 0 && is_category() ? Type::category : Type::text;
  }
  return rule;
}

std::uint64_t ColumnVote::mixed_line() const {
  const std::uint64_t most = numbers(decimal(Decimal::point));
  const bool is_mixed = !wins(most) && 2 * most >= voting() && most > 0;
  return is_mixed ? first_word_line_ : 0;
}

}  // namespace perigee
