#include "perigee/store/jobs.h"

#include <algorithm>
#include <charconv>

#include "perigee/base/error.h"
#include "perigee/base/sha256.h"
#include "perigee/store/events.h"
#include "perigee/store/keys.h"
#include "perigee/store/record_fields.h"

namespace perigee {
namespace {

using keys::kJobsDb, keys::kQueueDb, keys::kResultsDb;

constexpr std::int64_t kGraceSeconds = 3600;  // from the job's retention to the end of its keys
constexpr std::int64_t kIdempotencySeconds = 24 * 3600;
constexpr int kTries = 64;

std::optional<JobRecord> read_record(Redis& redis, std::string_view id) {
  return record_of(id, redis.command(kJobsDb, {"HGETALL", keys::job(id)}));
}

bool is_active(const std::optional<JobRecord>& record, std::string_view uid) {
  return record && record->uid == uid && !is_terminal(record->state);
}

RedisArgs hset(const std::string& key, const RedisArgs& fields) {
  RedisArgs args{"HSET", key};
  args.insert(args.end(), fields.begin(), fields.end());
  return args;
}

std::int64_t retention_seconds(const JobRecord& record) {
  const auto& spec = record.spec;
  const auto seconds =
      parse_duration(record.state == JobState::complete ? spec.retention_after_success : spec.retention_after_failure);
  return seconds ? *seconds : 24 * 3600;
}

bool is_queued_here(const JobRecord& record) { return record.executor == "local" && record.state == JobState::queued; }

// The job that this key made, if it is still known; the same key with another body is refused.
Result<std::optional<JobRecord>> made_before(Redis& redis, const std::string& key, const Idempotency& idempotency) {
  const auto reply = redis.command(kJobsDb, {"HMGET", key, "job", "body"});
  if (reply.items.at(0).is_nil()) return std::optional<JobRecord>();
  auto record = read_record(redis, reply.items[0].bytes);
  if (record && reply.items.at(1).bytes != idempotency.body_hash)
    return Problem{"idempotency-key-reused",
                   "",
                   "This Idempotency-Key was used for another request.",
                   "Send a new key with a new request, or the same request again.",
                   {},
                   {}};
  return record;
}

Redis::Transaction acceptance(const JobRecord& record, const Idempotency& idempotency, const std::string& key) {
  Redis::Transaction commands{
      {kJobsDb, hset(keys::job(record.id), fields_of(record))},
      {kJobsDb, {"ZADD", keys::kJobs, std::to_string(record.created), record.id}},
  };
  if (!idempotency.key.empty()) {
    commands.push_back({kJobsDb, {"HSET", key, "job", record.id, "body", idempotency.body_hash}});
    commands.push_back({kJobsDb, {"EXPIRE", key, std::to_string(kIdempotencySeconds)}});
  }
  if (is_queued_here(record)) commands.push_back({kQueueDb, {"LPUSH", keys::kQueue, record.id}});
  commands.push_back(event_of(record));
  return commands;
}

// Nothing of the old one stays, not even when it was to expire.
Redis::Transaction replacement(const JobRecord& record) {
  const std::string key = keys::job(record.id);
  return {{kResultsDb, {"UNLINK", keys::results(record.id)}},
          {kJobsDb, {"UNLINK", key}},
          {kJobsDb, hset(key, fields_of(record))},
          {kJobsDb, {"ZADD", keys::kJobs, std::to_string(record.created), record.id}},
          event_of(record)};
}

// The record as it will stand, and everything that goes with it.
Redis::Transaction ending_of(const JobRecord& record, const std::string& bytes) {
  const std::string life = std::to_string((retention_seconds(record) + kGraceSeconds) * 1000);
  const std::string key = keys::job(record.id);
  Redis::Transaction commands;
  if (record.result) commands.push_back({kResultsDb, {"SET", keys::results(record.id), bytes, "PX", life}});
  commands.push_back({kJobsDb, hset(key, fields_of(record))});
  commands.push_back({kJobsDb, {"PEXPIRE", key, life}});
  if (record.executor == "local") {
    commands.push_back({kQueueDb, {"LREM", keys::kQueue, "0", record.id}});
    commands.push_back({kQueueDb, {"LREM", keys::kProcessing, "0", record.id}});
  }
  commands.push_back(event_of(record));
  return commands;
}

using Change = std::function<std::optional<Redis::Transaction>(std::optional<JobRecord>)>;

// Does to a record what is decided on as it stands. False: nothing was to be done.
bool change_record(RedisPool& pool, std::string_view id, const Change& change,
                   std::vector<RedisReply>* replies = nullptr) {
  const std::string key = keys::job(id);
  const auto decision = [&](const std::vector<RedisReply>& answers) { return change(record_of(id, answers.front())); };
  return pool.lend()->decide(kJobsDb, {key}, {{"HGETALL", key}}, decision, kTries, replies);
}

std::vector<std::string> texts_of(const RedisReply& reply) {
  std::vector<std::string> texts;
  for (const RedisReply& item : reply.items) texts.push_back(item.bytes);
  return texts;
}

}  // namespace

Result<Accepted> Jobs::accept(JobRecord record, const Idempotency& idempotency) {
  auto redis = pool_->lend();
  if (record.created == 0) record.created = clock_->now();
  const std::string key = keys::idempotency(sha256_hex(idempotency.key));
  std::vector<std::string> watched{keys::job(record.id)};
  if (!idempotency.key.empty()) watched.push_back(key);
  Result<Accepted> answer = Accepted{record, false};
  redis->transact(kJobsDb, watched, [&](Redis& r) -> std::optional<Redis::Transaction> {
    if (!idempotency.key.empty()) {
      auto before = made_before(r, key, idempotency);
      if (!before) return answer = before.problems(), std::nullopt;
      if (*before) return answer = Accepted{**std::move(before), true}, std::nullopt;
    }
    if (r.command(kJobsDb, {"EXISTS", keys::job(record.id)}).integer != 0) {
      answer =
          Problem{"job-exists", "/id", "A job with the id '" + record.id + "' exists.", "Choose another id.", {}, {}};
      return std::nullopt;
    }
    return acceptance(record, idempotency, key);
  });
  return answer;
}

bool Jobs::replace(const JobRecord& record, const std::optional<std::string>& old_uid) {
  bool stands = false;
  const auto replace = [&](const std::optional<JobRecord>& before) -> std::optional<Redis::Transaction> {
    stands = before && before->uid == record.uid;
    const auto uid = before ? std::optional(before->uid) : std::nullopt;
    if (stands || uid != old_uid) return std::nullopt;
    return replacement(record);
  };
  return change_record(*pool_, record.id, replace) || stands;
}

bool Jobs::begin(JobRecord record) {
  record.state = JobState::in_progress;
  record.attempts = 1;
  record.started = clock_->now();
  return change_record(*pool_, record.id, [&](const auto& before) -> std::optional<Redis::Transaction> {
    if (before) return std::nullopt;
    return replacement(record);
  });
}

std::optional<JobRecord> Jobs::find(std::string_view id) { return read_record(*pool_->lend(), id); }

// A Redis whose memory is full refuses LMOVE also where there is nothing to move.
std::optional<std::string> Jobs::take() {
  if (queue_length() == 0) return std::nullopt;
  const auto id = pool_->lend()->command(kQueueDb, {"LMOVE", keys::kQueue, keys::kProcessing, "RIGHT", "LEFT"});
  return id.is_nil() ? std::nullopt : std::optional(id.bytes);
}

std::vector<std::string> Jobs::queued() {
  auto ids = texts_of(pool_->lend()->command(kQueueDb, {"LRANGE", keys::kQueue, "0", "-1"}));
  std::reverse(ids.begin(), ids.end());  // the next one first
  return ids;
}

std::vector<std::string> Jobs::processing() {
  return texts_of(pool_->lend()->command(kQueueDb, {"LRANGE", keys::kProcessing, "0", "-1"}));
}

void Jobs::release(std::string_view id) {
  pool_->lend()->command(kQueueDb, {"LREM", keys::kProcessing, "0", std::string(id)});
}

void Jobs::requeue(std::string_view id) {
  const std::string name(id);
  pool_->lend()->transact(kQueueDb, {}, [&](Redis&) {
    return Redis::Transaction{{kQueueDb, {"LREM", keys::kProcessing, "0", name}},
                              {kQueueDb, {"LREM", keys::kQueue, "0", name}},
                              {kQueueDb, {"RPUSH", keys::kQueue, name}}};
  });
}

std::optional<JobRecord> Jobs::adopt(std::string_view id, std::string_view uid) {
  std::optional<JobRecord> record;
  change_record(*pool_, id, [&](auto before) -> std::optional<Redis::Transaction> {
    record = std::move(before);
    if (!record || !record->uid.empty()) return std::nullopt;
    record->uid = uid;
    if (record->state == JobState::accepted) record->state = JobState::queued;
    const RedisArgs changed{"uid", record->uid, "state", std::string(word(record->state))};
    return Redis::Transaction{{kJobsDb, hset(keys::job(id), changed)}, event_of(*record)};
  });
  return record && record->uid == uid ? record : std::nullopt;
}

bool Jobs::begin_attempt(std::string_view id, std::string_view uid, int attempt) {
  return change_record(*pool_, id, [&](auto record) -> std::optional<Redis::Transaction> {
    if (!is_active(record, uid) || record->attempts > attempt) return std::nullopt;
    record->state = JobState::in_progress;
    RedisArgs changed{"state", std::string(word(record->state)), "attempts", std::to_string(attempt)};
    if (record->started == 0) changed.insert(changed.end(), {"started", std::to_string(clock_->now())});
    return Redis::Transaction{{kJobsDb, hset(keys::job(id), changed)}, event_of(*record)};
  });
}

std::optional<std::string> Jobs::pin_dataset(std::string_view id, std::string_view uid, std::string_view version) {
  const std::string key = keys::job(id);
  std::vector<RedisReply> replies;
  const auto pin = [&](const std::optional<JobRecord>& record) -> std::optional<Redis::Transaction> {
    if (!is_active(record, uid)) return std::nullopt;
    return Redis::Transaction{{kJobsDb, {"HSETNX", key, "dataset_version", std::string(version)}},
                              {kJobsDb, {"HGET", key, "dataset_version"}}};
  };
  const bool active = change_record(*pool_, id, pin, &replies);
  return active ? std::optional(replies.back().bytes) : std::nullopt;
}

bool Jobs::request_cancel(std::string_view id) {
  return change_record(*pool_, id, [&](const auto& record) -> std::optional<Redis::Transaction> {
    if (!record || is_terminal(record->state)) return std::nullopt;
    return Redis::Transaction{{kJobsDb, hset(keys::job(id), {"cancel_requested", "1"})}, event_of(*record)};
  });
}

Finished Jobs::finish(std::string_view id, std::string_view uid, const Ending& ending) {
  Finished finished;
  change_record(*pool_, id, [&](auto before) -> std::optional<Redis::Transaction> {
    finished.record = std::move(before);
    auto& record = finished.record;
    finished.answer = !record                      ? FinishAnswer::unknown_job
                      : record->uid != uid         ? FinishAnswer::other_uid
                      : is_terminal(record->state) ? FinishAnswer::already_terminal
                                                   : FinishAnswer::committed;
    if (finished.answer != FinishAnswer::committed) return std::nullopt;
    record->state = ending.state;
    record->finished = clock_->now();
    record->expires = record->finished + retention_seconds(*record) * 1000;
    record->result = ending.result;
    record->failure = ending.failure;
    return ending_of(*record, ending.bytes);
  });
  return finished;
}

std::optional<Jobs::ResultBytes> Jobs::result(std::string_view id) {
  auto redis = pool_->lend();
  const auto record = read_record(*redis, id);
  if (!record || !record->result) return std::nullopt;
  auto bytes = redis->command(kResultsDb, {"GET", keys::results(id)});
  if (bytes.is_nil()) return std::nullopt;
  return ResultBytes{*record->result, std::move(bytes.bytes)};
}

bool Jobs::remove(std::string_view id) {
  const std::string key = keys::job(id);
  return pool_->lend()->transact_deletion(kJobsDb, {key}, [&](Redis& redis) -> std::optional<Redis::Transaction> {
    const auto record = read_record(redis, id);
    if (!record || !is_terminal(record->state)) return std::nullopt;
    return Redis::Transaction{{kResultsDb, {"UNLINK", keys::results(id)}},
                              {kJobsDb, {"UNLINK", key}},
                              {kJobsDb, {"ZREM", keys::kJobs, std::string(id)}}};
  });
}

std::uint64_t Jobs::queue_length() {
  return static_cast<std::uint64_t>(pool_->lend()->command(kQueueDb, {"LLEN", keys::kQueue}).integer);
}

}  // namespace perigee
