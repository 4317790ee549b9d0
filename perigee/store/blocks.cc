#include "perigee/store/blocks.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "perigee/base/error.h"
#include "perigee/data/codec.h"
#include "perigee/store/keys.h"
#include "perigee/store/random_id.h"

namespace perigee {
namespace {

using keys::kDatasetsDb;

constexpr std::uint64_t kBytesAtOnce = 2 << 20;  // asked for in one pipeline; two are under way

std::string milliseconds_of(std::chrono::milliseconds time) { return std::to_string(time.count()); }

// The wanted columns that a block has.
std::vector<std::size_t> present(const BlockInfo& block, std::span<const ColumnProfile> columns) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (std::any_of(block.column_bytes.begin(), block.column_bytes.end(),
                    [&](const auto& column) { return column.first == columns[i].name; }))
      found.push_back(i);
  return found;
}

std::uint64_t bytes_of(const BlockInfo& block, std::span<const ColumnProfile> columns) {
  std::uint64_t sum = 0;
  for (const auto& [name, size] : block.column_bytes)
    for (const auto& column : columns)
      if (column.name == name) sum += size;
  return sum;
}

// Pieces of about kBytesAtOnce, at least one block each.
std::vector<std::span<const BlockInfo>> pieces_of(std::span<const BlockInfo> blocks,
                                                  std::span<const ColumnProfile> columns) {
  std::vector<std::span<const BlockInfo>> pieces;
  std::size_t begin = 0;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    bytes += bytes_of(blocks[i], columns);
    if (bytes < kBytesAtOnce && i + 1 < blocks.size()) continue;
    pieces.push_back(blocks.subspan(begin, i + 1 - begin));
    begin = i + 1;
    bytes = 0;
  }
  return pieces;
}

// Blocks that have none of the columns are not asked for.
std::vector<RedisArgs> questions(std::span<const BlockInfo> blocks, std::span<const ColumnProfile> columns) {
  std::vector<RedisArgs> commands;
  for (const BlockInfo& block : blocks) {
    const auto indexes = present(block, columns);
    if (indexes.empty()) continue;
    RedisArgs args{"HMGET", keys::block(block.id)};
    for (const std::size_t index : indexes) args.push_back(columns[index].name);
    commands.push_back(std::move(args));
  }
  return commands;
}

Column decoded(const std::string& name, RedisReply& value) {
  if (value.is_nil())
    throw BlockGone(Fault::unavailable, "Column '" + name +
                                            "' left Redis while it was read: the dataset was replaced and the "
                                            "reader's lease is over. Read again.");
  auto column = decode_column(name, std::move(value.bytes));
  if (!column)
    throw EnvironmentError(Fault::internal,
                           "Column '" + name + "' in Redis can not be read. " + to_string(column.problems().front()));
  return *std::move(column);
}

// Reads what is unanswered, so that the connection can be used again where a block was not as expected.
class Drain {
 public:
  explicit Drain(Redis& redis) : redis_(&redis) {}
  Drain(const Drain&) = delete;
  Drain& operator=(const Drain&) = delete;
  ~Drain() {
    try {
      while (redis_->unanswered() > 0) redis_->receive();
    } catch (const EnvironmentError&) {
      redis_->close();
    }
  }

 private:
  Redis* redis_;
};

using Parts = std::vector<std::vector<ColumnPart>>;  // by column, then by block

void take_parts(Parts& parts, std::span<const BlockInfo> blocks, std::span<const ColumnProfile> columns,
                std::vector<RedisReply> replies) {
  auto reply = replies.begin();
  for (const BlockInfo& block : blocks) {
    const auto indexes = present(block, columns);
    std::vector<bool> has(columns.size());
    for (std::size_t i = 0; i < indexes.size(); ++i) {
      has[indexes[i]] = true;
      Column column = decoded(columns[indexes[i]].name, reply->items.at(i));
      parts[indexes[i]].push_back({std::move(column), 0});
    }
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (!has[i]) parts[i].push_back({{}, block.rows});
    if (!indexes.empty()) ++reply;
  }
}

}  // namespace

EncodedBlock encode_block(const Table& table) {
  EncodedBlock block{{random_id(), table.rows(), {}}, {}};
  block.hset = {"HSET", keys::block(block.info.id)};
  for (const Column& column : table.columns()) {
    if (column.missing() == column.size()) continue;
    std::string bytes = encode_column(column);
    block.info.column_bytes.emplace_back(column.name(), bytes.size());
    block.hset.push_back(column.name());
    block.hset.push_back(std::move(bytes));
  }
  return block;
}

Table read_blocks(Redis& redis, std::span<const BlockInfo> blocks, std::span<const ColumnProfile> columns) {
  const auto pieces = pieces_of(blocks, columns);
  Parts parts(columns.size());
  const Drain drain(redis);
  if (!pieces.empty()) redis.send(kDatasetsDb, questions(pieces.front(), columns));
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i + 1 < pieces.size()) redis.send(kDatasetsDb, questions(pieces[i + 1], columns));
    take_parts(parts, pieces[i], columns, redis.receive());
  }
  std::vector<Column> joined;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto column = concatenate(columns[i].name, columns[i].type, std::exchange(parts[i], {}));
    if (!column) throw EnvironmentError(Fault::internal, to_string(column.problems().front()));
    joined.push_back(*std::move(column));
  }
  return Table(std::move(joined));
}

Millis redis_time(Redis& redis) {
  const auto reply = redis.command(kDatasetsDb, {"TIME"});
  const auto number = [](const std::string& text) {
    Millis value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  return number(reply.items.at(0).bytes) * 1000 + number(reply.items.at(1).bytes) / 1000;
}

void add_expiry(Redis::Transaction& transaction, std::span<const BlockInfo> blocks) {
  for (const BlockInfo& block : blocks)
    transaction.push_back({kDatasetsDb, {"PEXPIRE", keys::block(block.id), milliseconds_of(kLongestLease)}});
}

RedisArgs last_lease_of(std::string_view dataset) {
  return {"ZREVRANGE", keys::lease(dataset), "0", "0", "WITHSCORES"};
}

void let_go(Redis& redis, std::span<const BlockInfo> blocks, const RedisReply& last_lease) try {
  if (blocks.empty()) return;
  double deadline = 0;
  if (last_lease.items.size() == 2) {
    const std::string& score = last_lease.items[1].bytes;
    std::from_chars(score.data(), score.data() + score.size(), deadline);
  }
  const Millis left = static_cast<Millis>(deadline) - redis_time(redis);
  std::vector<RedisArgs> commands;
  for (const BlockInfo& block : blocks)
    commands.push_back(left > 0 ? RedisArgs{"PEXPIRE", keys::block(block.id), std::to_string(left)}
                                : RedisArgs{"UNLINK", keys::block(block.id)});
  redis.pipeline(kDatasetsDb, commands);
} catch (const EnvironmentError&) {
  // The commit stands, and the blocks expire without us.
}

}  // namespace perigee
