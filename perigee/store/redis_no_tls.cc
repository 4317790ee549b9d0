#include "perigee/base/error.h"
#include "perigee/store/redis_tls.h"

namespace perigee {

bool redis_has_tls() { return false; }

void require_tls(const RedisAddress& address) {
  throw EnvironmentError(Fault::denied, "This build has no TLS for Redis, so " + address.shown() +
                                            " can not be used. Use redis:// in a trusted network, or a tunnel.");
}

void start_tls(redisContext&, const RedisAddress& address) { require_tls(address); }

}  // namespace perigee
