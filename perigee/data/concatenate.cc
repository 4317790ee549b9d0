// concatenate of codec.h: one column of many blocks, each with types and a dictionary of its own.
#include <algorithm>
#include <utility>

#include "perigee/data/chunk.h"
#include "perigee/data/codec.h"
#include "perigee/data/words.h"

namespace perigee {
namespace {

// Whether cells of one type can be read as another; a column without any value fits every type.
bool widens(Type from, Type to) {
  return from == to || (from == Type::integer && to == Type::real) || (from == Type::category && to == Type::text);
}

// Collects the chunks of the result. Chunks that fit as they are are shared, not copied.
class Joiner {
 public:
  explicit Joiner(Type type) : type_(type) {}

  void add_missing(std::size_t rows) {
    for (std::size_t done = 0; done < rows; done += kRowsPerBlock)
      add(missing_chunk(type_, std::min(kRowsPerBlock, rows - done)));
  }

  void add(const Column& column) {
    if (column.type() != type_ && column.missing() == column.size()) return add_missing(column.size());
    if (type_ == Type::category) return add_codes(column);
    for (const Column::Piece& piece : column.pieces()) {
      const bool is_whole = piece.end - piece.begin == piece.chunk->rows();
      if (column.type() == type_ && is_whole) {
        chunks_.push_back(piece.chunk);
      } else {
        add_rebuilt(column, piece);
      }
    }
  }

  Column finish(std::string name) && {
    std::shared_ptr<const std::vector<std::string>> dictionary;
    if (type_ == Type::category) dictionary = std::make_shared<const std::vector<std::string>>(words_.take());
    return Column(std::move(name), type_, std::move(chunks_), std::move(dictionary));
  }

 private:
  void add(Chunk chunk) { chunks_.push_back(std::make_shared<const Chunk>(std::move(chunk))); }

  // The words keep the order of first appearance over all parts, so a part's codes are renumbered unless they agree.
  void add_codes(const Column& column) {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(column.dictionary().size());
    bool agree = true;
    for (const std::string& word : column.dictionary()) {
      numbers.push_back(words_.number_of(word));
      agree = agree && numbers.back() == numbers.size() - 1;
    }
    for (const Column::Piece& piece : column.pieces()) {
      if (agree && piece.end - piece.begin == piece.chunk->rows()) {
        chunks_.push_back(piece.chunk);
        continue;
      }
      std::vector<std::uint32_t> codes(piece.end - piece.begin);
      piece.chunk->read_codes(piece.begin, codes);
      for (std::uint32_t& code : codes) code = code == kMissingCode ? code : numbers[code];
      add(code_chunk(codes));
    }
  }

  void add_rebuilt(const Column& column, const Column::Piece& piece) {
    ColumnBuilder builder({}, type_);
    for (std::size_t row = piece.begin; row < piece.end; ++row) {
      if (piece.chunk->is_missing(row)) {
        builder.add_missing();
      } else if (type_ == Type::text) {
        builder.add(column.type() == Type::text ? piece.chunk->text(row)
                                                : column.dictionary()[piece.chunk->stored(row)]);
      } else if (type_ == Type::real) {
        builder.add(piece.chunk->number(row));
      } else if (type_ == Type::datetime) {
        builder.add(piece.chunk->integer(row), piece.chunk->precision(row));
      } else {
        builder.add(piece.chunk->integer(row));
      }
    }
    for (const Column::Piece& built : builder.build().pieces()) chunks_.push_back(built.chunk);
  }

  Type type_;
  std::vector<std::shared_ptr<const Chunk>> chunks_;  // shared with the parts
  Words words_;
};

}  // namespace

Result<Column> concatenate(const std::string& name, Type type, std::span<const ColumnPart> parts) {
  Joiner joiner(type);
  for (const ColumnPart& part : parts) {
    joiner.add_missing(part.absent_rows);
    const Column& column = part.column;
    if (!widens(column.type(), type) && column.missing() != column.size()) {
      return Problem{"type-conflict",
                     name,
                     "Column '" + name + "' holds " + std::string(word(column.type())) + " values and can not become " +
                         std::string(word(type)) + ".",
                     "Replace the dataset (mode=replace), or correct the column.",
                     {},
                     {}};
    }
    joiner.add(column);
  }
  return std::move(joiner).finish(std::move(name));
}

}  // namespace perigee
