// Blocks in Redis: tables of at most 65,536 rows as hashes of encoded columns, and the leases that keep them.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/error.h"
#include "perigee/data/table.h"
#include "perigee/store/datasets.h"
#include "perigee/store/redis.h"

namespace perigee {

// A table ready to be written under a new random id. Columns without a value are left out.
struct EncodedBlock {
  BlockInfo info;
  RedisArgs hset;  // HSET block:<id> column bytes …
};
EncodedBlock encode_block(const Table& table);

// A block is not in Redis any more: its dataset was replaced, and no lease kept it.
struct BlockGone : EnvironmentError {
  using EnvironmentError::EnvironmentError;
};

// Reads these columns of these blocks and joins them; a block that lacks a column gives missing cells. Asks for the
// next blocks while it decodes, some MB at a time. Throws BlockGone.
Table read_blocks(Redis& redis, std::span<const BlockInfo> blocks, std::span<const ColumnProfile> columns);

// Now, in ms by Redis' clock.
Millis redis_time(Redis& redis);

// What goes into the transaction in which blocks leave their manifest: whatever happens next, they end.
void add_expiry(Redis::Transaction& transaction, std::span<const BlockInfo> blocks);

// After that transaction: unlinks the blocks, or lets them expire with the last lease (the reply of
// ZREVRANGE lease:<name> 0 0 WITHSCORES in the same transaction). A failure leaves them to add_expiry.
void let_go(Redis& redis, std::span<const BlockInfo> blocks, const RedisReply& last_lease);

RedisArgs last_lease_of(std::string_view dataset);

}  // namespace perigee
