// This installation's claim to its Redis: one namespace, one Redis. Stateless; waits.
#pragma once

#include <optional>
#include <string>

#include "perigee/base/problem.h"
#include "perigee/kube/client.h"
#include "perigee/store/redis.h"

namespace perigee::controller {

// The namespace's uid, by which Redis knows us from now on; a Problem where Redis is another installation's. Nothing:
// the API server or Redis does not answer yet.
std::optional<Result<std::string>> claim_redis(kube::Client& client, RedisPool& redis);

}  // namespace perigee::controller
