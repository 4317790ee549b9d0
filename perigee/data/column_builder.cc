#include <cassert>
#include <cmath>
#include <utility>

#include "perigee/data/chunk.h"
#include "perigee/data/table.h"
#include "perigee/data/words.h"

namespace perigee {
namespace {

// A chunk of text is closed early when it holds this much, so that a block stays small whatever its rows hold.
constexpr std::size_t kHeapPerChunk = 64 << 20;

}  // namespace

// The rows of the chunk that is being filled; only the members of the column's type are used.
struct ColumnBuilder::State {
  std::string name;
  Type type;
  std::vector<std::shared_ptr<const Chunk>> chunks;  // shared: a Column's copies hold the same cells
  std::size_t full_rows = 0;                         // of `chunks`
  std::size_t rows = 0;                              // since
  std::vector<std::int64_t> integers;
  std::vector<Precision> precisions;
  std::vector<double> reals;
  std::vector<std::uint32_t> codes;
  Words words;
  std::string heap;
  std::vector<std::uint64_t> ends, missing_bits;

  void begin_row() {
    if (rows == kRowsPerBlock || heap.size() >= kHeapPerChunk) close_chunk();
    ++rows;
  }

  Chunk make_chunk() const {
    switch (type) {
      case Type::real:
        return real_chunk(reals);
      case Type::category:
        return code_chunk(codes);
      case Type::text:
        return text_chunk(ends, heap, missing_bits);
      case Type::datetime:
        return time_chunk(integers, precisions);
      case Type::integer:
      case Type::boolean:
        break;
    }
    return integer_chunk(type, integers);
  }

  void close_chunk() {
    chunks.push_back(std::make_shared<const Chunk>(make_chunk()));
    full_rows += std::exchange(rows, 0);
    integers.clear(), precisions.clear(), reals.clear(), codes.clear();
    heap.clear(), ends.clear(), missing_bits.clear();
  }

  void add_text(std::string_view text, bool is_missing) {
    if (ends.size() % 64 == 0) missing_bits.push_back(0);
    missing_bits.back() |= std::uint64_t{is_missing} << ends.size() % 64;
    heap += text;
    ends.push_back(heap.size());
  }
};

ColumnBuilder::ColumnBuilder(std::string name, Type type) : state_(std::make_unique<State>()) {
  state_->name = std::move(name);
  state_->type = type;
}

ColumnBuilder::~ColumnBuilder() = default;
ColumnBuilder::ColumnBuilder(ColumnBuilder&&) noexcept = default;
ColumnBuilder& ColumnBuilder::operator=(ColumnBuilder&&) noexcept = default;

void ColumnBuilder::add_missing() {
  state_->begin_row();
  switch (state_->type) {
    case Type::real:
      return state_->reals.push_back(std::numeric_limits<double>::quiet_NaN());
    case Type::category:
      return state_->codes.push_back(kMissingCode);
    case Type::text:
      return state_->add_text({}, true);
    case Type::datetime:
      state_->precisions.push_back(Precision::millisecond);
      [[fallthrough]];
    case Type::integer:
    case Type::boolean:
      return state_->integers.push_back(kMissing);
  }
}

void ColumnBuilder::add(std::int64_t value) {
  assert(state_->type == Type::integer || state_->type == Type::boolean);
  state_->begin_row();
  state_->integers.push_back(value);
}

void ColumnBuilder::add(double value) {
  assert(state_->type == Type::real);
  state_->begin_row();
  state_->reals.push_back(value);
}

void ColumnBuilder::add(std::string_view value) {
  assert(state_->type == Type::category || state_->type == Type::text);
  state_->begin_row();
  if (state_->type == Type::text) return state_->add_text(value, false);
  state_->codes.push_back(state_->words.number_of(value));
}

void ColumnBuilder::add(std::int64_t time, Precision precision) {
  assert(state_->type == Type::datetime);
  state_->begin_row();
  state_->integers.push_back(time);
  state_->precisions.push_back(precision);
}

std::size_t ColumnBuilder::size() const { return state_->full_rows + state_->rows; }

Column ColumnBuilder::build() {
  if (state_->rows > 0) state_->close_chunk();
  state_->full_rows = 0;
  std::shared_ptr<const std::vector<std::string>> dictionary;
  if (state_->type == Type::category) {
    dictionary = std::make_shared<const std::vector<std::string>>(state_->words.take());
  }
  return Column(state_->name, state_->type, std::exchange(state_->chunks, {}), std::move(dictionary));
}

}  // namespace perigee
