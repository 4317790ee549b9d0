#include "perigee/store/events.h"

#include "perigee/store/jobs.h"
#include "perigee/store/keys.h"

namespace perigee {
namespace {

constexpr const char* kMostEvents = "10000";

// The value of a field in an entry's flat list of fields and values.
std::string field(const RedisReply& fields, std::string_view name) {
  for (std::size_t i = 0; i + 1 < fields.items.size(); i += 2)
    if (fields.items[i].bytes == name) return fields.items[i + 1].bytes;
  return {};
}

}  // namespace

Redis::DbCommand event_of(const JobRecord& record) {
  return {keys::kQueueDb,
          {"XADD", keys::kEvents, "MAXLEN", "~", kMostEvents, "*", "id", record.id, "state",
           std::string(word(record.state))}};
}

std::string last_event(Redis& redis) {
  const auto newest = redis.command(keys::kQueueDb, {"XREVRANGE", keys::kEvents, "+", "-", "COUNT", "1"});
  return newest.items.empty() ? "0-0" : newest.items[0].items.at(0).bytes;
}

std::vector<JobEvent> wait_events(Redis& redis, std::string_view entry, std::chrono::milliseconds longest) {
  const auto block = std::to_string(std::max<std::int64_t>(longest.count(), 1));  // 0 would mean for ever
  const auto reply = redis.wait_command(
      keys::kQueueDb, {"XREAD", "COUNT", "256", "BLOCK", block, "STREAMS", keys::kEvents, std::string(entry)}, longest);
  std::vector<JobEvent> events;
  if (reply.is_nil()) return events;
  for (const RedisReply& item : reply.items.at(0).items.at(1).items)
    events.push_back({item.items.at(0).bytes, field(item.items.at(1), "id"), field(item.items.at(1), "state")});
  return events;
}

}  // namespace perigee
