#include "perigee/store/datasets.h"

#include <algorithm>

#include "perigee/base/error.h"
#include "perigee/store/blocks.h"
#include "perigee/store/keys.h"
#include "perigee/store/manifest_json.h"
#include "perigee/store/random_id.h"

namespace perigee {

using keys::kDatasetsDb;

std::optional<Manifest> Datasets::find(std::string_view name) {
  const auto text = pool_->lend()->command(kDatasetsDb, {"GET", keys::dataset(name)});
  return text.is_nil() ? std::nullopt : std::optional(parse_manifest(name, text.bytes));
}

std::vector<Manifest> Datasets::list() {
  auto redis = pool_->lend();
  std::vector<std::string> names;
  for (const auto& item : redis->command(kDatasetsDb, {"SMEMBERS", keys::kDatasets}).items) names.push_back(item.bytes);
  std::sort(names.begin(), names.end());
  std::vector<RedisArgs> questions;
  for (const auto& name : names) questions.push_back({"GET", keys::dataset(name)});
  const auto texts = redis->pipeline(kDatasetsDb, questions);
  std::vector<Manifest> manifests;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!texts[i].is_nil()) manifests.push_back(parse_manifest(names[i], texts[i].bytes));
  return manifests;
}

std::optional<DatasetReader> Datasets::open(std::string_view name, std::chrono::seconds lease) {
  try {
    return open_leased(name, lease);
  } catch (const EnvironmentError& error) {
    const bool takes_no_writes = error.fault() == Fault::out_of_memory || error.fault() == Fault::read_only;
    if (!takes_no_writes) throw;
  }
  auto manifest = find(name);
  if (!manifest) return std::nullopt;
  return DatasetReader(*pool_, *std::move(manifest), {});
}

std::optional<DatasetReader> Datasets::open_leased(std::string_view name, std::chrono::seconds lease) {
  auto redis = pool_->lend();
  const std::chrono::milliseconds life = std::clamp(lease, std::chrono::seconds(1), kLongestLease);
  const Millis now = redis_time(*redis);
  const std::string reader = random_id(), key = keys::lease(name);
  std::vector<RedisReply> replies;
  redis->transact(
      kDatasetsDb, {},
      [&](Redis&) {
        return Redis::Transaction{
            {kDatasetsDb, {"GET", keys::dataset(name)}},
            {kDatasetsDb, {"ZREMRANGEBYSCORE", key, "-inf", std::to_string(now)}},
            {kDatasetsDb, {"ZADD", key, std::to_string(now + life.count()), reader}},
            {kDatasetsDb, {"PEXPIRE", key, std::to_string(std::chrono::milliseconds(kLongestLease).count())}},
        };
      },
      1, &replies);
  if (replies[0].is_nil()) {
    redis->command(kDatasetsDb, {"ZREM", key, reader});
    return std::nullopt;
  }
  return DatasetReader(*pool_, parse_manifest(name, replies[0].bytes), reader);
}

bool Datasets::remove(std::string_view name) {
  auto redis = pool_->lend();
  std::vector<BlockInfo> leaving;
  std::vector<RedisReply> replies;
  const bool removed = redis->transact_deletion(
      kDatasetsDb, {keys::dataset(name)},
      [&](Redis& r) -> std::optional<Redis::Transaction> {
        const auto text = r.command(kDatasetsDb, {"GET", keys::dataset(name)});
        if (text.is_nil()) return std::nullopt;
        leaving = parse_manifest(name, text.bytes).blocks;
        Redis::Transaction commands{{kDatasetsDb, last_lease_of(name)},
                                    {kDatasetsDb, {"UNLINK", keys::dataset(name)}},
                                    {kDatasetsDb, {"SREM", keys::kDatasets, std::string(name)}}};
        add_expiry(commands, leaving);
        return commands;
      },
      &replies);
  if (removed) let_go(*redis, leaving, replies.front());
  return removed;
}

}  // namespace perigee
