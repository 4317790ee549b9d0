#include <algorithm>
#include <stdexcept>

#include "perigee/base/error.h"
#include "perigee/store/blocks.h"
#include "perigee/store/datasets.h"
#include "perigee/store/keys.h"

namespace perigee {
namespace {

std::vector<ColumnProfile> chosen(const Manifest& manifest, std::span<const std::string> names) {
  std::vector<ColumnProfile> columns;
  for (const std::string& name : names) {
    const auto found = std::find_if(manifest.columns.begin(), manifest.columns.end(),
                                    [&](const auto& column) { return column.name == name; });
    if (found == manifest.columns.end())
      throw std::out_of_range("dataset '" + manifest.name + "' has no column '" + name + "'");
    columns.push_back(*found);
  }
  return columns;
}

// The blocks that hold rows of [begin, end), and the number of the first one's first row.
struct Stretch {
  std::span<const BlockInfo> blocks;
  std::uint64_t first_row = 0;
};

Stretch stretch_of(const std::vector<BlockInfo>& blocks, std::uint64_t begin, std::uint64_t end) {
  std::size_t first = 0;
  std::uint64_t row = 0;
  while (first < blocks.size() && row + blocks[first].rows <= begin) row += blocks[first++].rows;
  std::size_t last = first;
  for (std::uint64_t at = row; last < blocks.size() && at < end; ++last) at += blocks[last].rows;
  return {std::span(blocks).subspan(first, last - first), row};
}

}  // namespace

class DatasetReader::State {
 public:
  State(RedisPool& pool, Manifest manifest, std::string lease)
      : pool_(&pool), manifest_(std::move(manifest)), lease_(std::move(lease)) {}

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ~State() {
    if (lease_.empty()) return;
    try {
      pool_->lend()->command(keys::kDatasetsDb, {"ZREM", keys::lease(manifest_.name), lease_});
    } catch (const EnvironmentError&) {
      // The lease ends by itself.
    }
  }

  const Manifest& manifest() const { return manifest_; }

  Table read(std::span<const std::string> names, std::uint64_t begin, std::uint64_t end) const {
    const auto columns = chosen(manifest_, names);
    const Stretch stretch = stretch_of(manifest_.blocks, begin, end);
    Table table = read_blocks(*pool_->lend(), stretch.blocks, columns);
    if (begin <= stretch.first_row && end >= stretch.first_row + table.rows()) return table;
    return table.slice(begin - stretch.first_row, std::min<std::uint64_t>(end - stretch.first_row, table.rows()));
  }

 private:
  RedisPool* pool_;
  Manifest manifest_;
  std::string lease_;
};

DatasetReader::DatasetReader(RedisPool& pool, Manifest manifest, std::string lease)
    : state_(std::make_unique<State>(pool, std::move(manifest), std::move(lease))) {}
DatasetReader::~DatasetReader() = default;
DatasetReader::DatasetReader(DatasetReader&&) noexcept = default;

const Manifest& DatasetReader::manifest() const { return state_->manifest(); }

Table DatasetReader::read(std::span<const std::string> columns) {
  return state_->read(columns, 0, state_->manifest().rows);
}

Table DatasetReader::read_rows(std::span<const std::string> columns, std::uint64_t begin, std::uint64_t end) {
  end = std::min(end, state_->manifest().rows);
  begin = std::min(begin, end);
  if (!columns.empty()) return state_->read(columns, begin, end);
  std::vector<std::string> all;
  for (const auto& column : state_->manifest().columns) all.push_back(column.name);
  return state_->read(all, begin, end);
}

}  // namespace perigee
