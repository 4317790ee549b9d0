// How hiredis builds our RedisReply while it parses, so that a large value is copied once.
#pragma once

#include <hiredis/hiredis.h>

namespace perigee {

// For redisReader::fn. The root of each reply is a RedisReply made with new, which the caller owns.
redisReplyObjectFunctions reply_functions();

}  // namespace perigee
