// A job's record ↔ the fields of its Redis hash (docs/formats.md, "Job records"). Absent fields are not yet known.
#pragma once

#include <optional>
#include <string_view>

#include "perigee/job/record.h"
#include "perigee/store/redis.h"

namespace perigee {

// Field, value, field, value, … as HSET takes them.
RedisArgs fields_of(const JobRecord& record);
RedisArgs fields_of(const ResultInfo& result);
RedisArgs fields_of(const Failure& failure);

// From the reply of HGETALL; nothing for an empty one. Throws EnvironmentError(internal) on a hash that this build can
// not read: a foreign or a newer writer.
std::optional<JobRecord> record_of(std::string_view id, const RedisReply& hash);

}  // namespace perigee
