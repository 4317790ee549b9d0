// The event that goes into the same transaction as every change of a job's record.
#pragma once

#include "perigee/job/record.h"
#include "perigee/store/redis.h"

namespace perigee {

// XADD of the record's id and state to the capped stream.
Redis::DbCommand event_of(const JobRecord& record);

}  // namespace perigee
