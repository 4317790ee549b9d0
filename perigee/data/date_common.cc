// The common shapes of date.h, and days since the epoch.
#include <cstring>

#include "perigee/base/clock.h"
#include "perigee/data/date.h"

namespace perigee {
namespace {

// The value of two digits, or 100 and more when they are none.
unsigned two_digits(const char* at) {
  const unsigned tens = static_cast<unsigned char>(at[0]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(at[1]) - unsigned{'0'};
  return tens > 9 || ones > 9 ? 100 : 10 * tens + ones;
}

// Eight bytes as one number, the first of them lowest.
constexpr std::uint64_t packed(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// Eight bytes, digits where the shape says 0 and otherwise what it says.
struct Shape {
  std::uint64_t bytes, marks = 0;  // marks: all bits of each byte that is no 0

  explicit constexpr Shape(std::string_view text) : bytes(packed(text)) {
    for (unsigned i = 0; i < 64; i += 8)
      if ((bytes >> i & 0xFF) != '0') marks |= std::uint64_t{0xFF} << i;
  }
};
constexpr Shape kYearMonth("0000-00-"), kSlashed("00/00/00"), kTime("00:00:00");

class Eight {
 public:
  Eight(const char* at, const Shape& shape) {
    std::memcpy(&rest_, at, sizeof rest_);
    rest_ ^= shape.bytes;
    fits_ = ((((rest_ & 0x7F * kOnes) + 0x76 * kOnes) | rest_) & 0x80 * kOnes) == 0 && (rest_ & shape.marks) == 0;
  }

  bool fits() const { return fits_; }
  unsigned two(unsigned i) const { return 10 * digit(i) + digit(i + 1); }

 private:
  static constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;

  unsigned digit(unsigned i) const { return static_cast<unsigned>(rest_ >> 8 * i & 0xFF); }

  std::uint64_t rest_ = 0;
  bool fits_ = false;
};

// Days that every month has: the general reading decides about the others.
bool is_common(unsigned month, unsigned day) { return month - 1 < 12 && day - 1 < 28; }

bool is_year(unsigned century, unsigned year) { return century < 100 && year < 100 && century + year > 0; }

void set_date(DateReading& reading, unsigned year, unsigned month, unsigned day) {
  reading.valid = true;
  reading.year = static_cast<std::int32_t>(year);
  reading.month = static_cast<std::uint8_t>(month);
  reading.day = static_cast<std::uint8_t>(day);
}

DateReading read_slashed(const char* at, DayOrder order) {
  const Eight date(at, kSlashed);
  const unsigned first = date.two(0), second = date.two(3), century = date.two(6), year = two_digits(at + 8);
  const bool by_day = order == DayOrder::day_first;
  const unsigned month = by_day ? second : first, day = by_day ? first : second;
  DateReading reading;
  if (!date.fits() || !is_year(century, year) || !is_common(month, day)) return reading;
  const DateKind alone = by_day ? DateKind::day_first : DateKind::month_first;
  reading.kind = first <= 12 && second <= 12 ? DateKind::either : alone;
  set_date(reading, 100 * century + year, month, day);
  return reading;
}

bool is_utc(std::string_view zone) { return zone.empty() || zone == "Z" || zone == "+00:00"; }

void set_time(DateReading& reading, unsigned hour, unsigned minute, unsigned second) {
  reading.of_day = std::int64_t{1000} * (3600 * hour + 60 * minute + second);
}

// " 05:12", "T05:12:33Z"; false when it is anything else.
bool read_time(DateReading& reading, std::string_view text) {
  if (text.size() < 6 || (text[0] != ' ' && text[0] != 'T')) return false;
  if (text.size() >= 9 && text[6] == ':') {
    const Eight time(text.data() + 1, kTime);
    if (!time.fits() || time.two(0) >= 24 || time.two(3) >= 60 || time.two(6) >= 60) return false;
    reading.precision = Precision::second;
    set_time(reading, time.two(0), time.two(3), time.two(6));
    return is_utc(text.substr(9));
  }
  const unsigned hour = two_digits(text.data() + 1), minute = two_digits(text.data() + 4);
  if (text[3] != ':' || hour >= 24 || minute >= 60) return false;
  reading.precision = Precision::minute;
  set_time(reading, hour, minute, 0);
  return is_utc(text.substr(6));
}

}  // namespace

DateReading read_common_date(std::string_view text, DayOrder order) {
  const char* at = text.data();
  DateReading reading;
  if (text.size() < 10) return reading;
  if (at[2] == '/') return text.size() == 10 ? read_slashed(at, order) : reading;
  const Eight date(at, kYearMonth);
  const unsigned century = date.two(0), year = date.two(2), month = date.two(5), day = two_digits(at + 8);
  if (!date.fits() || !is_year(century, year) || !is_common(month, day)) return reading;
  if (text.size() > 10 && !read_time(reading, text.substr(10))) return DateReading{};
  reading.kind = DateKind::plain;
  set_date(reading, 100 * century + year, month, day);
  return reading;
}

// days_from_civil for years that are positive, where unsigned divisions do.
std::int64_t DateReading::days() const {
  const auto y = static_cast<std::uint32_t>(year) - (month <= 2 ? 1u : 0u);
  const std::uint32_t era = y / 400, year_of_era = y % 400;
  const std::uint32_t day_of_year = (153u * (month > 2 ? month - 3u : month + 9u) + 2) / 5 + day - 1;
  const std::uint32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return std::int64_t{era} * 146'097 + day_of_era - 719'468;
}

std::int64_t DateReading::millis() const { return days() * kMillisPerDay + of_day; }

}  // namespace perigee
