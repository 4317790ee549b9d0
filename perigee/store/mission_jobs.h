// What clients of the missions API asked for, in Redis db2: short records that stand beside the jobs.
//
// A map is drawn by a job of the same id, whose state is then this one's; everything else is answered when it is asked
// for and never changes. So many are kept, the oldest goes first, and none for longer than a job. Cheap to make; each
// thread makes its own. Redis' faults are thrown as EnvironmentError.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/clock.h"
#include "perigee/store/redis.h"

namespace perigee {

enum class MissionAnswer : std::uint8_t {
  text,     // `answer` is it
  refusal,  // `answer` says why there is none
  rows,     // the rows of the dataset as they are
  job       // what the job of the same id makes
};

struct MissionJob {
  std::string id, route;
  Millis created = 0;
  MissionAnswer kind = MissionAnswer::text;
  std::string answer = {};  // JSON text
  bool operator==(const MissionJob&) const = default;
};

class MissionJobs {
 public:
  static constexpr std::size_t kMost = 1000;

  explicit MissionJobs(RedisPool& pool) : pool_(&pool) {}

  void add(const MissionJob& job);
  std::optional<MissionJob> find(std::string_view id);
  std::vector<MissionJob> list();   // newest first, without their answers
  std::vector<MissionJob> clear();  // all of them; those that there were

 private:
  RedisPool* pool_;
};

}  // namespace perigee
