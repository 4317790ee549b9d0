// One installation and, without Kubernetes, one executor per Redis.
#include "perigee/store/jobs.h"
#include "perigee/store/keys.h"
#include "perigee/store/random_id.h"

namespace perigee {

using keys::kJobsDb, keys::kQueueDb;

Result<std::string> claim_installation(Redis& redis, std::string_view identity) {
  const std::string ours(identity.empty() ? random_id() : std::string(identity));
  const auto before = redis.command(kJobsDb, {"GET", keys::kInstallation});
  if (before.is_nil()) redis.command(kJobsDb, {"SETNX", keys::kInstallation, ours});
  const auto known = before.is_nil() ? redis.command(kJobsDb, {"GET", keys::kInstallation}).bytes : before.bytes;
  if (identity.empty() || known == ours) return known;
  return Problem{"another-installation",
                 "",
                 "Redis at " + redis.address().shown() + " belongs to the installation '" + known + "', and this is '" +
                     ours + "'.",
                 "Give each installation a Redis of its own.",
                 {},
                 {}};
}

// Its holder renews it outside of a transaction, for a Redis whose memory is full takes none.
bool hold_executor_lease(Redis& redis, std::string_view holder, std::chrono::milliseconds lifetime) {
  const std::string name(holder), life = std::to_string(lifetime.count());
  const auto known = redis.command(kQueueDb, {"GET", keys::kExecutor});
  if (!known.is_nil() && known.bytes != name) return false;
  if (!known.is_nil()) {
    const auto replies = redis.pipeline(kQueueDb, {{"PEXPIRE", keys::kExecutor, life}, {"GET", keys::kExecutor}});
    if (replies[1].bytes == name) return true;  // else it ended between the two questions
  }
  return !redis.command(kQueueDb, {"SET", keys::kExecutor, name, "NX", "PX", life}).is_nil();
}

void drop_executor_lease(Redis& redis, std::string_view holder) {
  redis.transact_deletion(kQueueDb, {keys::kExecutor}, [&](Redis& r) -> std::optional<Redis::Transaction> {
    if (r.command(kQueueDb, {"GET", keys::kExecutor}).bytes != holder) return std::nullopt;
    return Redis::Transaction{{kQueueDb, {"DEL", keys::kExecutor}}};
  });
}

}  // namespace perigee
