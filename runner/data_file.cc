#include "runner/data_file.h"

#include <vector>

#include "perigee/catalog/column_names.h"
#include "perigee/catalog/run.h"
#include "perigee/data/codec.h"
#include "runner/input.h"

namespace perigee::runner {
namespace {

constexpr std::size_t kPiece = 256 * 1024;

// Takes the blocks of a load and keeps of each what is bound.
class Collector {
 public:
  explicit Collector(const JobSpec& spec) : spec_(spec) {}

  void add(const Table& block) {
    if (blocks_.empty())
      if (const auto bindings = bind_columns(spec_, schema_of(block))) names_ = columns_to_read(*bindings);
    blocks_.push_back(block.select(names_));
  }

  Result<Table> table(const LoadReport& report) const {
    std::vector<Column> columns;
    for (const auto& profile : report.columns) {
      if (blocks_.empty() || !blocks_.front().has(profile.name)) continue;
      auto column = whole(profile);
      if (!column) return column.problems();
      columns.push_back(*std::move(column));
    }
    return Table(std::move(columns));
  }

 private:
  Result<Column> whole(const ColumnProfile& profile) const {
    std::vector<ColumnPart> parts;
    for (const auto& block : blocks_) parts.push_back({block.column(profile.name)});
    return concatenate(profile.name, profile.type, std::move(parts));
  }

  const JobSpec& spec_;
  std::vector<std::string> names_;
  std::vector<Table> blocks_;
};

LoadOptions options_for(const std::string& path, std::string_view head, std::uint64_t most_bytes) {
  LoadOptions options;
  options.format = format_of(path, head);
  options.max_bytes = most_bytes;
  return options;
}

}  // namespace

Result<Loaded> read_data(const std::string& path, const JobSpec& spec, std::uint64_t most_bytes) {
  Input input(path);
  std::string piece(kPiece, '\0');
  std::size_t length = input.read(piece.data(), piece.size());
  Loader loader(options_for(path, std::string_view(piece).substr(0, length), most_bytes));
  while (length > 0 && loader.write(std::string_view(piece).substr(0, length)))
    length = input.read(piece.data(), piece.size());

  Collector collector(spec);
  auto report = loader.finish([&](const Table& block) { collector.add(block); });
  if (!report) return report.problems();
  auto table = collector.table(*report);
  if (!table) return table.problems();
  return Loaded{*std::move(table), *std::move(report)};
}

}  // namespace perigee::runner
