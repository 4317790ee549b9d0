// Table: named, typed, immutable columns of equal length. A cheap value: copies and slices share the cells.
//
// A column is a sequence of chunks (≤ 65,536 rows each, as they lie in Redis); its values keep 1, 2, 4 or 8 bytes.
// Statistics read in bulk through `Column::read`, which decodes any width into the caller's buffer at memory speed;
// the one-row accessors are for tests, labels and small tables. Reading is thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perigee {

enum class Type : std::uint8_t { integer = 0, real = 1, category = 2, text = 3, datetime = 4, boolean = 5 };

std::string_view word(Type type);  // "integer", "real", "category", "text", "datetime", "boolean"
std::optional<Type> type_of(std::string_view word);

// How exactly a date-time is known; "no time of day" is not midnight.
enum class Precision : std::uint8_t { millisecond = 0, second = 1, minute = 2, hour = 3, day = 4, month = 5, year = 6 };

// A missing cell in a bulk read of integers (of reals it is NaN, of codes kMissingCode).
inline constexpr std::int64_t kMissing = std::numeric_limits<std::int64_t>::min();
inline constexpr std::uint32_t kMissingCode = std::numeric_limits<std::uint32_t>::max();

inline constexpr std::size_t kRowsPerBlock = 65'536;

struct Chunk;  // chunk.h: up to 65,536 encoded cells of one column

class Column {
 public:
  Column() = default;
  // Chunks of one type; of a category column all must use `dictionary`.
  Column(std::string name, Type type, std::vector<std::shared_ptr<const Chunk>> chunks,
         std::shared_ptr<const std::vector<std::string>> dictionary = nullptr);

  const std::string& name() const { return name_; }
  Type type() const { return type_; }
  std::size_t size() const { return size_; }

  bool is_missing(std::size_t row) const;
  std::size_t missing() const;  // how many cells are missing

  // One cell. Preconditions: the type fits and the cell is not missing.
  std::int64_t integer(std::size_t row) const;   // integer; datetime: ms since the epoch, UTC; boolean: 0 or 1
  double number(std::size_t row) const;          // integer, real, boolean
  std::string_view text(std::size_t row) const;  // category, text; valid as long as the column
  Precision precision(std::size_t row) const;    // datetime
  std::uint32_t code(std::size_t row) const;     // category, also where it is missing: kMissingCode

  // The cell for people and for CSV; a missing cell is "".
  std::string display(std::size_t row) const;

  // Bulk: rows [begin, begin + out.size()). Any begin; fastest when it does not cross a chunk.
  void read(std::size_t begin, std::span<std::int64_t> out) const;  // integer, datetime, boolean; missing: kMissing
  void read(std::size_t begin, std::span<double> out) const;        // integer, real, boolean; missing: NaN
  void read_codes(std::size_t begin, std::span<std::uint32_t> out) const;  // category; missing: kMissingCode

  // Category: code → word, in order of first appearance. Codes are < dictionary().size().
  const std::vector<std::string>& dictionary() const;

  Column slice(std::size_t begin, std::size_t end) const;
  Column renamed(std::string name) const;
  std::size_t bytes() const;  // memory held by its chunks

  // Its cells as pieces of chunks, in order; for the codec, which may take a whole chunk as it is.
  struct Piece {
    std::shared_ptr<const Chunk> chunk;
    std::size_t begin = 0, end = 0;  // rows of the chunk
  };
  std::vector<Piece> pieces() const;

 private:
  struct Place {
    const Chunk* chunk;
    std::size_t row;  // of the chunk
  };
  Place place_of(std::size_t row) const;
  template <class Out, class Read>
  void read_pieces(std::size_t begin, std::span<Out> out, Read read) const;

  std::string name_;
  Type type_ = Type::text;
  std::vector<std::shared_ptr<const Chunk>> chunks_;  // shared: copies and slices of a column hold the same cells
  std::vector<std::size_t> starts_;                   // first row of each chunk, before `begin_` is taken off
  std::shared_ptr<const std::vector<std::string>> dictionary_;
  std::size_t begin_ = 0, size_ = 0;
};

class Table {
 public:
  Table() = default;
  explicit Table(std::vector<Column> columns);  // all of one length; names distinct

  std::size_t rows() const { return rows_; }
  const std::vector<Column>& columns() const { return columns_; }
  const Column* find(std::string_view name) const;    // nullptr if there is none
  const Column& column(std::string_view name) const;  // throws std::out_of_range naming the column: a caller's bug
  bool has(std::string_view name) const { return find(name) != nullptr; }

  Table slice(std::size_t begin, std::size_t end) const;
  Table select(std::span<const std::string> names) const;
  Table with(Column column) const;  // replaces a column of the same name, else appends
  std::size_t bytes() const;

 private:
  std::vector<Column> columns_;
  std::size_t rows_ = 0;
};

// Rows of one column after the other; chooses the narrowest width. Text should be UTF-8. A NaN and the integer kMissing
// are missing cells; an empty text is a text. Not thread-safe.
class ColumnBuilder {
 public:
  ColumnBuilder(std::string name, Type type);
  ~ColumnBuilder();
  ColumnBuilder(ColumnBuilder&&) noexcept;
  ColumnBuilder& operator=(ColumnBuilder&&) noexcept;

  void add_missing();
  void add(std::int64_t value);                      // integer, boolean
  void add(double value);                            // real
  void add(std::string_view value);                  // category, text
  void add(std::int64_t time, Precision precision);  // datetime: ms since the epoch, UTC
  std::size_t size() const;
  Column build();  // leaves the builder empty

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace perigee
