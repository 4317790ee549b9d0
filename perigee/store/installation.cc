// One installation and, without Kubernetes, one executor per Redis.
#include "perigee/store/jobs.h"
#include "perigee/store/keys.h"
#include "perigee/store/random_id.h"

namespace perigee {

using keys::kJobsDb, keys::kQueueDb;

Result<std::string> claim_installation(Redis& redis, std::string_view identity) {
  const std::string ours(identity.empty() ? random_id() : std::string(identity));
  const auto replies = redis.pipeline(kJobsDb, {{"SETNX", keys::kInstallation, ours}, {"GET", keys::kInstallation}});
  const std::string& known = replies[1].bytes;
  if (identity.empty() || known == ours) return known;
  return Problem{"another-installation",
                 "",
                 "Redis at " + redis.address().shown() + " belongs to the installation '" + known + "', and this is '" +
                     ours + "'.",
                 "Give each installation a Redis of its own.",
                 {},
                 {}};
}

bool hold_executor_lease(Redis& redis, std::string_view holder, std::chrono::milliseconds lifetime) {
  const std::string name(holder);
  return redis.transact(kQueueDb, {keys::kExecutor}, [&](Redis& r) -> std::optional<Redis::Transaction> {
    const auto known = r.command(kQueueDb, {"GET", keys::kExecutor});
    if (!known.is_nil() && known.bytes != name) return std::nullopt;
    return Redis::Transaction{{kQueueDb, {"SET", keys::kExecutor, name, "PX", std::to_string(lifetime.count())}}};
  });
}

void drop_executor_lease(Redis& redis, std::string_view holder) {
  redis.transact(kQueueDb, {keys::kExecutor}, [&](Redis& r) -> std::optional<Redis::Transaction> {
    if (r.command(kQueueDb, {"GET", keys::kExecutor}).bytes != holder) return std::nullopt;
    return Redis::Transaction{{kQueueDb, {"DEL", keys::kExecutor}}};
  });
}

}  // namespace perigee
