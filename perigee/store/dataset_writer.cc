#include <algorithm>
#include <set>
#include <stdexcept>

#include "perigee/base/error.h"
#include "perigee/base/sha256.h"
#include "perigee/data/codec.h"
#include "perigee/store/batch_hash.h"
#include "perigee/store/blocks.h"
#include "perigee/store/column_merge.h"
#include "perigee/store/datasets.h"
#include "perigee/store/keys.h"
#include "perigee/store/manifest_json.h"

namespace perigee {
namespace {

using keys::kDatasetsDb;

constexpr std::size_t kMostBlockBytes = 32 << 20;  // of wide text: a block is a few values of Redis, each ≤ 512 MB
const std::string kUncommittedLife = "600000";     // ms; refreshed by the commit

// How many rows of this table make a block.
std::size_t rows_of_a_block(const Table& table) {
  const std::size_t fitting = table.rows() * kMostBlockBytes / std::max<std::size_t>(table.bytes(), 1);
  return std::clamp<std::size_t>(fitting, 1, kRowsPerBlock);
}

std::uint64_t bytes_of(const BlockInfo& block) {
  std::uint64_t sum = 0;
  for (const auto& [column, size] : block.column_bytes) sum += size;
  return sum;
}

// The small blocks at the end that the next block takes in: those that are not longer than what is gathered so far.
std::span<const BlockInfo> tail_of(const std::vector<BlockInfo>& blocks, const BlockInfo& next) {
  std::uint64_t rows = next.rows, bytes = bytes_of(next);
  std::size_t first = blocks.size();
  while (first > 0) {
    const BlockInfo& block = blocks[first - 1];
    if (block.rows > rows || block.rows + rows > kRowsPerBlock || bytes_of(block) + bytes > kMostBlockBytes) break;
    rows += block.rows;
    bytes += bytes_of(block);
    --first;
  }
  return std::span(blocks).subspan(first);
}

// The rows of these blocks and of the batch's last one as one table of the widened schema.
Table joined(Redis& redis, std::span<const BlockInfo> tail, const std::vector<ColumnProfile>& columns,
             const Table& last) {
  const Table before = read_blocks(redis, tail, columns);
  std::vector<Column> whole;
  for (const ColumnProfile& profile : columns) {
    std::vector<ColumnPart> parts{{before.column(profile.name), 0}};
    const Column* column = last.find(profile.name);
    if (column) parts.push_back({*column, 0});
    if (!column) parts.push_back({{}, last.rows()});
    auto both = concatenate(profile.name, profile.type, parts);
    if (!both) throw EnvironmentError(Fault::internal, to_string(both.problems().front()));
    whole.push_back(*std::move(both));
  }
  return Table(std::move(whole));
}

}  // namespace

class DatasetWriter::State {
 public:
  State(RedisPool& pool, std::string name, WriteMode mode, const Clock& clock)
      : pool_(&pool), name_(std::move(name)), mode_(mode), clock_(&clock) {}

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ~State() {
    if (!may_be_committed_) discard();
  }

  void add(const Table& table) {
    const std::size_t step = rows_of_a_block(table);
    for (std::size_t begin = 0; begin < table.rows(); begin += step)
      add_block(table.slice(begin, std::min(begin + step, table.rows())));
  }

  Result<Commit> commit(const LoadReport& report, std::string source) {
    if (committed_) throw std::logic_error("a DatasetWriter commits once");
    committed_ = true;
    Redis& redis = connection();
    settle(0);
    batch_ = hash_.hex();
    added_ = {columns_of(report), rows_};
    Result<Commit> answer = Problems{};
    std::vector<BlockInfo> leaving;
    std::vector<RedisReply> replies;
    const bool swapped = redis.transact(
        kDatasetsDb, {keys::dataset(name_)},
        [&](Redis& r) -> std::optional<Redis::Transaction> {
          const auto text = r.command(kDatasetsDb, {"GET", keys::dataset(name_)});
          const auto current = text.is_nil() ? std::nullopt : std::optional(parse_manifest(name_, text.bytes));
          if (current && is_known(*current)) return answer = Commit{*current, 0, true}, std::nullopt;
          auto next = next_manifest(current, source);
          if (!next) return answer = next.problems(), std::nullopt;
          may_be_committed_ = true;
          try {
            auto transaction = swap(r, current, *next, leaving);
            answer = Commit{*std::move(next), rows_, false};
            return transaction;
          } catch (const BlockGone&) {
            // Another writer rewrote the tail meanwhile: this race is lost, and EXEC will say so.
            if (r.command(kDatasetsDb, {"GET", keys::dataset(name_)}).bytes == text.bytes) throw;
            return Redis::Transaction();
          }
        },
        kMostTries, &replies);
    may_be_committed_ = swapped;
    if (swapped) let_go(redis, leaving, replies.front());
    return answer;
  }

 private:
  static constexpr int kMostTries = 1000;  // each lost race is another writer's commit

  Redis& connection() {
    if (!redis_) redis_.emplace(pool_->lend());
    return **redis_;
  }

  // Sends the block before this one: the last one is kept, for a commit may join it with others.
  void add_block(Table block) {
    if (!last_.columns().empty()) send_last();
    encoded_ = encode_block(block);
    hash_.add(block, encoded_);
    note_first_values(block);
    rows_ += block.rows();
    last_ = std::move(block);
  }

  // In one transaction: a writer that dies in between would leave a block that never expires.
  void send_last() {
    const RedisArgs expire{"PEXPIRE", keys::block(encoded_.info.id), kUncommittedLife};
    if (encoded_.hset.size() > 2)
      connection().send(kDatasetsDb, {{"MULTI"}, std::move(encoded_.hset), expire, {"EXEC"}});
    sent_.push_back(std::move(encoded_.info));
    settle(1);
  }

  // Reads answers until at most so many batches are unanswered.
  void settle(std::size_t unanswered) {
    while (connection().unanswered() > unanswered) connection().receive();
  }

  void note_first_values(const Table& block) {
    for (const Column& column : block.columns()) {
      if (column.missing() == column.size() || !seen_.insert(column.name()).second) continue;
      std::size_t row = 0;
      while (column.is_missing(row)) ++row;
      first_values_.push_back({column.name(), column.display(row), rows_ + row + 1});
    }
  }

  // The loader's profiles, or bare ones for columns that it did not describe.
  std::vector<ColumnProfile> columns_of(const LoadReport& report) const {
    if (last_.columns().empty()) return report.columns;
    std::vector<ColumnProfile> columns;
    for (const Column& column : last_.columns()) {
      const auto found = std::find_if(report.columns.begin(), report.columns.end(),
                                      [&](const auto& profile) { return profile.name == column.name(); });
      if (found == report.columns.end())
        throw std::logic_error("the report does not describe column '" + column.name() + "'");
      columns.push_back(*found);
    }
    return columns;
  }

  bool appends_to(const std::optional<Manifest>& current) const { return current && mode_ == WriteMode::append; }

  // Whether the dataset holds this batch already: as the whole, or as one of the last appends.
  bool is_known(const Manifest& current) const {
    if (mode_ == WriteMode::replace) return current.version == sha256_hex(batch_);
    return rows_ == 0 || std::find(current.batches.begin(), current.batches.end(), batch_) != current.batches.end();
  }

  // All but its last block, which `swap` makes.
  Result<Manifest> next_manifest(const std::optional<Manifest>& current, const std::string& source) const {
    Manifest next = appends_to(current) ? *current : Manifest();
    if (appends_to(current)) {
      auto columns = merge_columns({current->columns, current->rows}, added_, first_values_);
      if (!columns) return columns.problems();
      next.columns = *std::move(columns);
    } else {
      next.columns = added_.columns;
    }
    next.name = name_;
    next.version = sha256_hex(next.version + batch_);
    next.source = source;
    next.rows += rows_;
    next.updated = clock_->now();
    next.created = current ? current->created : next.updated;
    next.batches.push_back(batch_);
    if (next.batches.size() > kRememberedBatches) next.batches.erase(next.batches.begin());
    return next;
  }

  // The commands that make `next` the dataset. Fills in its blocks and names those that leave it.
  Redis::Transaction swap(Redis& redis, const std::optional<Manifest>& current, Manifest& next,
                          std::vector<BlockInfo>& leaving) {
    refresh(redis);
    const bool appends = appends_to(current);
    const auto tail = appends && sent_.empty() ? tail_of(current->blocks, encoded_.info) : std::span<const BlockInfo>();
    leaving.assign(tail.begin(), tail.end());
    if (current && !appends) leaving = current->blocks;
    next.blocks.resize(appends ? current->blocks.size() - tail.size() : 0);
    next.blocks.insert(next.blocks.end(), sent_.begin(), sent_.end());

    Redis::Transaction commands{{kDatasetsDb, last_lease_of(name_)}};
    if (last_.rows() > 0) {
      const EncodedBlock last = tail.empty() ? encoded_ : encode_block(joined(redis, tail, next.columns, last_));
      if (last.hset.size() > 2) commands.push_back({kDatasetsDb, last.hset});
      next.blocks.push_back(last.info);
    }
    for (const BlockInfo& block : sent_) commands.push_back({kDatasetsDb, {"PERSIST", keys::block(block.id)}});
    commands.push_back({kDatasetsDb, {"SET", keys::dataset(name_), to_json_text(next)}});
    commands.push_back({kDatasetsDb, {"SADD", keys::kDatasets, name_}});
    add_expiry(commands, leaving);
    return commands;
  }

  // A block that expired may not be committed.
  void refresh(Redis& redis) {
    std::vector<RedisArgs> commands;
    for (const BlockInfo& block : sent_)
      if (!block.column_bytes.empty()) commands.push_back({"PEXPIRE", keys::block(block.id), kUncommittedLife});
    for (const RedisReply& reply : redis.pipeline(kDatasetsDb, commands))
      if (reply.integer == 0)
        throw EnvironmentError(Fault::timeout, "The upload of dataset '" + name_ +
                                                   "' took so long that its first blocks expired. Send it again.");
  }

  // Blocks that no manifest will name. What can't be unlinked now expires.
  void discard() {
    if (sent_.empty()) return;
    try {
      settle(0);
      RedisArgs args{"UNLINK"};
      for (const BlockInfo& block : sent_) args.push_back(keys::block(block.id));
      connection().command(kDatasetsDb, args);
    } catch (const EnvironmentError&) {
    }
  }

  RedisPool* pool_;
  std::string name_;
  WriteMode mode_;
  const Clock* clock_;
  std::optional<RedisPool::Lease> redis_;

  std::vector<BlockInfo> sent_;  // written with a TTL
  Table last_;                   // the newest block, not yet sent
  EncodedBlock encoded_;         // the same
  std::uint64_t rows_ = 0;
  BatchHash hash_;
  std::set<std::string> seen_;
  std::vector<FirstValue> first_values_;

  std::string batch_;  // its sha256, known at the commit
  ProfiledRows added_;
  bool committed_ = false;
  bool may_be_committed_ = false;  // EXEC was sent: the blocks may be somebody's
};

DatasetWriter::DatasetWriter(RedisPool& pool, std::string name, WriteMode mode, const Clock& clock)
    : state_(std::make_unique<State>(pool, std::move(name), mode, clock)) {}
DatasetWriter::~DatasetWriter() = default;
DatasetWriter::DatasetWriter(DatasetWriter&&) noexcept = default;

void DatasetWriter::add(const Table& block) { state_->add(block); }

Result<Commit> DatasetWriter::commit(const LoadReport& report, std::string source) {
  return state_->commit(report, std::move(source));
}

}  // namespace perigee
