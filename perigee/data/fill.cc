#include "perigee/data/fill.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

#include "perigee/base/text.h"
#include "perigee/data/chunk.h"
#include "perigee/data/date.h"
#include "perigee/data/hash.h"
#include "perigee/data/number.h"

namespace perigee {
namespace {

constexpr std::size_t kTopValues = 10;
constexpr std::uint64_t kLarge = std::numeric_limits<std::uint64_t>::max();  // no small value

// The first eight bytes as a number that orders texts as their bytes do.
std::uint64_t front_of(std::string_view text) {
  std::uint64_t front = 0;
  std::memcpy(&front, text.data(), std::min<std::size_t>(text.size(), sizeof front));
  return __builtin_bswap64(front);
}

// One value as Column::display writes it.
template <class... Value>
std::string shown(Type type, Value... value) {
  ColumnBuilder builder({}, type);
  builder.add(value...);
  return builder.build().display(0);
}

Column column_of(const std::string& name, Type type, Chunk chunk,
                 std::shared_ptr<const std::vector<std::string>> words = nullptr) {
  return Column(name, type, {std::make_shared<const Chunk>(std::move(chunk))}, std::move(words));
}

}  // namespace

ColumnFill::ColumnFill(std::string name, ColumnRule rule)
    : rule_(rule),
      least_integer_(std::numeric_limits<std::int64_t>::max()),
      most_integer_(std::numeric_limits<std::int64_t>::min()),
      least_real_(std::numeric_limits<double>::infinity()),
      most_real_(-std::numeric_limits<double>::infinity()) {
  profile_.name = std::move(name);
  profile_.type = rule.type;
}

std::span<const Misfit> ColumnFill::add(std::span<const std::string_view> cells, std::span<const std::uint64_t> lines) {
  misfits_.clear();
  switch (rule_.type) {
    case Type::integer:
      add_each(cells, [&](std::string_view text, std::size_t) { return add_integer(text); });
      break;
    case Type::real:
      add_each(cells, [&](std::string_view text, std::size_t) { return add_real(text); });
      break;
    case Type::datetime:
      add_each(cells, [&](std::string_view text, std::size_t) { return add_time(text); });
      break;
    case Type::boolean:
      add_each(cells, [&](std::string_view text, std::size_t) { return add_boolean(text); });
      break;
    case Type::category:
      add_each(cells, [&](std::string_view text, std::size_t row) { return add_word(text, lines[row]); });
      break;
    case Type::text:
      add_each(cells, [&](std::string_view text, std::size_t) { return add_text(text); });
      break;
  }
  return misfits_;
}

template <class Add>
void ColumnFill::add_each(std::span<const std::string_view> cells, Add add) {
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (cells[row].empty()) {
      add_missing();
    } else if (const CellFate fate = add(cells[row], row); fate >= CellFate::misfit) {
      misfits_.push_back({row, fate});
    }
  }
}

void ColumnFill::add_missing() {
  ++profile_.missing;
  switch (rule_.type) {
    case Type::real:
      return reals_.push_back(std::numeric_limits<double>::quiet_NaN());
    case Type::category:
      return codes_.push_back(kMissingCode);
    case Type::text:
      return push_text({}, true);
    case Type::datetime:
      precisions_.push_back(Precision::millisecond);
      [[fallthrough]];
    case Type::integer:
    case Type::boolean:
      return integers_.push_back(kMissing);
  }
}

// A cell that its column's rule can not read: a missing word, or one to report.
CellFate ColumnFill::set_missing(std::string_view text) {
  add_missing();
  return is_missing_word(text) ? CellFate::missing : CellFate::misfit;
}

void ColumnFill::push_integer(std::int64_t value) {
  integers_.push_back(value);
  least_integer_ = std::min(least_integer_, value);
  most_integer_ = std::max(most_integer_, value);
}

// Nearly all integers and days are small: a bit tells whether such a one is known, and spares a table its look-up.
void ColumnFill::count_distinct(std::int64_t value, std::uint64_t small) {
  if (small / 64 < seen_.size()) {
    const std::uint64_t bit = std::uint64_t{1} << small % 64;
    if ((std::exchange(seen_[small / 64], seen_[small / 64] | bit) & bit) != 0) return;
  }
  distinct_.add(hash_of(static_cast<std::uint64_t>(value)));
}

CellFate ColumnFill::add_integer(std::string_view text) {
  const auto value = parse_integer(text, rule_.decimal);
  if (!value) return set_missing(text);
  push_integer(*value);
  count_distinct(*value, static_cast<std::uint64_t>(*value));
  return CellFate::kept;
}

CellFate ColumnFill::add_real(std::string_view text) {
  const auto value = parse_real(text, rule_.decimal);
  if (!value) return set_missing(text);
  reals_.push_back(*value);
  least_real_ = std::min(least_real_, *value);
  most_real_ = std::max(most_real_, *value);
  distinct_.add(hash_of(std::bit_cast<std::uint64_t>(*value)));
  return CellFate::kept;
}

CellFate ColumnFill::add_time(std::string_view text) {
  const DateReading date = read_date(text, rule_.order);
  if (!date.valid) {
    const CellFate fate = set_missing(text);
    return fate == CellFate::misfit && date.kind != DateKind::word ? CellFate::impossible_date : fate;
  }
  precisions_.push_back(date.precision);
  const std::int64_t millis = date.millis();
  if (millis < least_integer_) least_precision_ = date.precision;
  if (millis > most_integer_) most_precision_ = date.precision;
  push_integer(millis);
  constexpr std::int64_t kFirstDay = -25'567;  // 1 January 1900
  const bool is_day = date.precision == Precision::day;
  count_distinct(millis, is_day ? static_cast<std::uint64_t>(date.days() - kFirstDay) : kLarge);
  return CellFate::kept;
}

CellFate ColumnFill::add_boolean(std::string_view text) {
  const std::string word = text.size() <= 5 ? lower(text) : std::string();
  if (word != "true" && word != "false") return set_missing(text);
  const std::int64_t value = word == "true" ? 1 : 0;
  push_integer(value);
  count_distinct(value, static_cast<std::uint64_t>(value));
  return CellFate::kept;
}

CellFate ColumnFill::add_word(std::string_view text, std::uint64_t line) {
  const std::uint32_t code = words_.number_of(text);
  if (code == counts_.size()) {
    counts_.push_back(0);
    first_lines_.push_back(line);
  }
  ++counts_[code];
  codes_.push_back(code);
  return CellFate::kept;
}

CellFate ColumnFill::add_text(std::string_view text) {
  push_text(text, false);
  distinct_.add(hash_of(text));
  const std::uint64_t front = front_of(text);
  if (front >= most_front_ && (most_text_.empty() || text > most_text_)) most_text_ = text, most_front_ = front;
  if (least_text_.empty() || (front <= least_front_ && text < least_text_)) least_text_ = text, least_front_ = front;
  return CellFate::kept;
}

void ColumnFill::push_text(std::string_view text, bool is_missing) {
  if (ends_.size() % 64 == 0) missing_bits_.push_back(0);
  missing_bits_.back() |= std::uint64_t{is_missing} << ends_.size() % 64;
  heap_ += text;
  ends_.push_back(heap_.size());
}

Column ColumnFill::take_block() {
  const std::string& name = profile_.name;
  switch (rule_.type) {
    case Type::real: {
      Column column = column_of(name, Type::real, real_chunk(reals_));
      reals_.clear();
      return column;
    }
    case Type::category: {
      auto words = std::make_shared<std::vector<std::string>>();
      local_codes_.assign(words_.size(), kMissingCode);
      for (std::uint32_t& code : codes_) {
        if (code == kMissingCode) continue;
        std::uint32_t& local = local_codes_[code];
        if (local == kMissingCode) {
          local = static_cast<std::uint32_t>(words->size());
          words->push_back(words_.list()[code]);
        }
        code = local;
      }
      Column column = column_of(name, Type::category, code_chunk(codes_), std::move(words));
      codes_.clear();
      return column;
    }
    case Type::text: {
      Column column = column_of(name, Type::text, text_chunk(ends_, heap_, missing_bits_));
      heap_.clear(), ends_.clear(), missing_bits_.clear();
      return column;
    }
    case Type::datetime: {
      Column column = column_of(name, Type::datetime, time_chunk(integers_, precisions_));
      integers_.clear(), precisions_.clear();
      return column;
    }
    case Type::integer:
    case Type::boolean:
      break;
  }
  Column column = column_of(name, rule_.type, integer_chunk(rule_.type, integers_));
  integers_.clear();
  return column;
}

ColumnProfile ColumnFill::profile() const {
  ColumnProfile profile = profile_;
  const bool is_category = rule_.type == Type::category;
  profile.distinct = is_category ? words_.size() : distinct_.count();
  profile.distinct_is_estimate = !is_category && distinct_.is_estimate();
  if (profile.distinct > 0) fill_extent(profile);
  if (!is_category) return profile;

  std::vector<std::uint32_t> order(words_.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto top = order.begin() + static_cast<std::ptrdiff_t>(std::min(kTopValues, order.size()));
  std::partial_sort(order.begin(), top, order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return counts_[a] != counts_[b] ? counts_[a] > counts_[b] : a < b;
  });
  for (auto code = order.begin(); code != top; ++code) profile.top.push_back({words_.list()[*code], counts_[*code]});
  return profile;
}

void ColumnFill::fill_extent(ColumnProfile& profile) const {
  switch (rule_.type) {
    case Type::integer:
    case Type::boolean:
      profile.least = shown(rule_.type, least_integer_);
      profile.most = shown(rule_.type, most_integer_);
      return;
    case Type::datetime:
      profile.least = shown(rule_.type, least_integer_, least_precision_);
      profile.most = shown(rule_.type, most_integer_, most_precision_);
      return;
    case Type::real:
      profile.least = plain(least_real_);
      profile.most = plain(most_real_);
      return;
    case Type::category: {
      const auto [least, most] = std::minmax_element(words_.list().begin(), words_.list().end());
      profile.least = *least;
      profile.most = *most;
      return;
    }
    case Type::text:
      profile.least = least_text_;
      profile.most = most_text_;
      return;
  }
}

}  // namespace perigee
