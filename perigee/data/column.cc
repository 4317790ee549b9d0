#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

#include "perigee/base/clock.h"
#include "perigee/base/text.h"
#include "perigee/data/chunk.h"
#include "perigee/data/table.h"

namespace perigee {
namespace {

const std::vector<std::string>& no_words() {
  static const std::vector<std::string> none;
  return none;
}

std::string digits(std::int64_t value) {
  std::array<char, 24> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

// As much of "2020-08-07T05:12:00.123Z" as is known.
std::string show_time(std::int64_t time, Precision precision) {
  std::string text = iso8601(time);
  switch (precision) {
    case Precision::year:
      return text.substr(0, 4);
    case Precision::month:
      return text.substr(0, 7);
    case Precision::day:
      return text.substr(0, 10);
    case Precision::hour:
    case Precision::minute:
      return text.substr(0, 16) + "Z";
    case Precision::second:
    case Precision::millisecond:
      break;
  }
  return text;
}

}  // namespace

Column::Column(std::string name, Type type, std::vector<std::shared_ptr<const Chunk>> chunks,
               std::shared_ptr<const std::vector<std::string>> dictionary)
    : name_(std::move(name)), type_(type), chunks_(std::move(chunks)), dictionary_(std::move(dictionary)) {
  starts_.reserve(chunks_.size());
  for (const auto& chunk : chunks_) {
    assert(chunk->header.type == type);
    starts_.push_back(size_);
    size_ += chunk->rows();
  }
}

Column::Place Column::place_of(std::size_t row) const {
  assert(row < size_);
  const std::size_t at = begin_ + row;
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), at);
  const auto index = static_cast<std::size_t>(after - starts_.begin()) - 1;
  return {chunks_[index].get(), at - starts_[index]};
}

bool Column::is_missing(std::size_t row) const {
  const Place place = place_of(row);
  return place.chunk->is_missing(place.row);
}

std::size_t Column::missing() const {
  std::size_t sum = 0;
  for (const Piece& piece : pieces()) {
    if (piece.end - piece.begin == piece.chunk->rows()) {
      sum += piece.chunk->header.missing;
    } else {
      for (std::size_t row = piece.begin; row < piece.end; ++row) sum += piece.chunk->is_missing(row) ? 1u : 0u;
    }
  }
  return sum;
}

std::int64_t Column::integer(std::size_t row) const {
  const Place place = place_of(row);
  return place.chunk->integer(place.row);
}

double Column::number(std::size_t row) const {
  const Place place = place_of(row);
  return place.chunk->number(place.row);
}

std::string_view Column::text(std::size_t row) const {
  const Place place = place_of(row);
  if (type_ == Type::category) return dictionary()[place.chunk->stored(place.row)];
  return place.chunk->text(place.row);
}

Precision Column::precision(std::size_t row) const {
  const Place place = place_of(row);
  return place.chunk->precision(place.row);
}

std::uint32_t Column::code(std::size_t row) const {
  const Place place = place_of(row);
  return place.chunk->is_missing(place.row) ? kMissingCode : static_cast<std::uint32_t>(place.chunk->stored(place.row));
}

std::string Column::display(std::size_t row) const {
  if (is_missing(row)) return {};
  switch (type_) {
    case Type::integer:
      return digits(integer(row));
    case Type::real:
      return plain(number(row));
    case Type::datetime:
      return show_time(integer(row), precision(row));
    case Type::boolean:
      return integer(row) != 0 ? "true" : "false";
    case Type::category:
    case Type::text:
      break;
  }
  return std::string(text(row));
}

template <class Out, class Read>
void Column::read_pieces(std::size_t begin, std::span<Out> out, Read read) const {
  assert(begin + out.size() <= size_);
  for (std::size_t done = 0; done < out.size();) {
    const Place place = place_of(begin + done);
    const std::size_t count = std::min(out.size() - done, place.chunk->rows() - place.row);
    read(*place.chunk, place.row, out.subspan(done, count));
    done += count;
  }
}

void Column::read(std::size_t begin, std::span<std::int64_t> out) const {
  read_pieces(begin, out, [](const Chunk& chunk, std::size_t row, auto part) { chunk.read(row, part); });
}

void Column::read(std::size_t begin, std::span<double> out) const {
  read_pieces(begin, out, [](const Chunk& chunk, std::size_t row, auto part) { chunk.read(row, part); });
}

void Column::read_codes(std::size_t begin, std::span<std::uint32_t> out) const {
  read_pieces(begin, out, [](const Chunk& chunk, std::size_t row, auto part) { chunk.read_codes(row, part); });
}

const std::vector<std::string>& Column::dictionary() const { return dictionary_ ? *dictionary_ : no_words(); }

std::vector<Column::Piece> Column::pieces() const {
  std::vector<Piece> pieces;
  const std::size_t end = begin_ + size_;
  for (std::size_t i = 0; i < chunks_.size(); ++i) {
    const std::size_t first = std::max(begin_, starts_[i]);
    const std::size_t last = std::min(end, starts_[i] + chunks_[i]->rows());
    if (first < last) pieces.push_back({chunks_[i], first - starts_[i], last - starts_[i]});
  }
  return pieces;
}

Column Column::slice(std::size_t begin, std::size_t end) const {
  assert(begin <= end && end <= size_);
  Column part = *this;
  part.begin_ = begin_ + begin;
  part.size_ = end - begin;
  return part;
}

Column Column::renamed(std::string name) const {
  Column same = *this;
  same.name_ = std::move(name);
  return same;
}

std::size_t Column::bytes() const {
  std::size_t sum = 0;
  for (const auto& chunk : chunks_) sum += chunk->bytes.size();
  for (const std::string& word : dictionary()) sum += word.size();
  return sum;
}

}  // namespace perigee
