// TLS under a connection to Redis (rediss://), where hiredis was built with it: redis_tls.cc, else redis_no_tls.cc.
#pragma once

#include <string>

#include "perigee/store/redis.h"

struct redisContext;

namespace perigee {

// Throws EnvironmentError (denied) where this build has no TLS: asked before a connection is made.
void require_tls(const RedisAddress& address);

// Shakes hands on a connected context. The server must prove its name by a certificate of an authority that the system
// trusts (the variables SSL_CERT_FILE and SSL_CERT_DIR name others); no password is sent before. Throws
// EnvironmentError: denied when it can not prove it.
void start_tls(redisContext& context, const RedisAddress& address);

}  // namespace perigee
