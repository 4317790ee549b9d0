#include "perigee/store/mission_jobs.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "perigee/store/keys.h"

namespace perigee {
namespace {

using keys::kJobsDb, keys::kMissionJobs;

constexpr std::int64_t kLifeMillis = 7 * kMillisPerDay;
constexpr std::array<std::string_view, 4> kKinds = {"text", "refusal", "rows", "job"};

std::string word(MissionAnswer kind) { return std::string(kKinds[static_cast<std::size_t>(kind)]); }

MissionAnswer kind_of(std::string_view word) {
  const auto found = std::ranges::find(kKinds, word);
  return found == kKinds.end() ? MissionAnswer::refusal : static_cast<MissionAnswer>(found - kKinds.begin());
}

Millis millis_of(const std::string& text) {
  Millis value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// `fields` are route, created, kind and perhaps answer; nothing where the record has expired.
std::optional<MissionJob> job_of(std::string_view id, const std::vector<RedisReply>& fields) {
  if (fields.at(0).is_nil()) return std::nullopt;
  MissionJob job{std::string(id), fields[0].bytes, millis_of(fields.at(1).bytes), kind_of(fields.at(2).bytes)};
  if (fields.size() > 3) job.answer = fields[3].bytes;
  return job;
}

// The index' oldest entries, with their records, until `add` has room for one more.
std::vector<std::string> in_the_way(Redis& redis) {
  const auto last = -static_cast<std::int64_t>(MissionJobs::kMost);
  std::vector<std::string> ids;
  for (const auto& item : redis.command(kJobsDb, {"ZRANGE", kMissionJobs, "0", std::to_string(last)}).items)
    ids.push_back(item.bytes);
  return ids;
}

Redis::Transaction removal(const std::vector<std::string>& ids) {
  Redis::Transaction commands;
  for (const std::string& id : ids) {
    commands.push_back({kJobsDb, {"DEL", keys::mission_job(id)}});
    commands.push_back({kJobsDb, {"ZREM", kMissionJobs, id}});
  }
  return commands;
}

}  // namespace

void MissionJobs::add(const MissionJob& job) {
  const std::string key = keys::mission_job(job.id), created = std::to_string(job.created);
  pool_->lend()->transact(kJobsDb, {kMissionJobs}, [&](Redis& redis) {
    Redis::Transaction commands = removal(in_the_way(redis));
    commands.push_back(
        {kJobsDb, {"HSET", key, "route", job.route, "created", created, "kind", word(job.kind), "answer", job.answer}});
    commands.push_back({kJobsDb, {"PEXPIRE", key, std::to_string(kLifeMillis)}});
    commands.push_back({kJobsDb, {"ZADD", kMissionJobs, created, job.id}});
    return std::optional(std::move(commands));
  });
}

std::optional<MissionJob> MissionJobs::find(std::string_view id) {
  const auto reply =
      pool_->lend()->command(kJobsDb, {"HMGET", keys::mission_job(id), "route", "created", "kind", "answer"});
  return job_of(id, reply.items);
}

std::vector<MissionJob> MissionJobs::list() {
  auto redis = pool_->lend();
  const auto ids = redis->command(kJobsDb, {"ZREVRANGE", kMissionJobs, "0", "-1"}).items;
  std::vector<RedisArgs> commands;
  for (const auto& id : ids) commands.push_back({"HMGET", keys::mission_job(id.bytes), "route", "created", "kind"});
  if (commands.empty()) return {};
  const auto replies = redis->pipeline(kJobsDb, commands);
  std::vector<MissionJob> jobs;
  for (std::size_t at = 0; at < ids.size(); ++at)
    if (auto job = job_of(ids[at].bytes, replies[at].items)) jobs.push_back(*std::move(job));
  return jobs;
}

std::vector<MissionJob> MissionJobs::clear() {
  std::vector<MissionJob> jobs = list();
  pool_->lend()->transact(kJobsDb, {kMissionJobs}, [&](Redis& redis) {
    std::vector<std::string> ids;
    for (const auto& item : redis.command(kJobsDb, {"ZRANGE", kMissionJobs, "0", "-1"}).items)
      ids.push_back(item.bytes);
    return ids.empty() ? std::nullopt : std::optional(removal(ids));
  });
  return jobs;
}

}  // namespace perigee
