// Jobs::list: pages of the index by keyset, newest first; filters are applied to the records read.
#include <algorithm>
#include <charconv>

#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/base/text.h"
#include "perigee/store/jobs.h"
#include "perigee/store/keys.h"
#include "perigee/store/record_fields.h"

namespace perigee {
namespace {

using keys::kJobsDb;

constexpr std::size_t kPiece = 128;  // entries of the index read at once

// A place in the index, which is ordered by creation and then by id, both descending.
struct Place {
  Millis created = 0;
  std::string id;
  bool is_before(const Place& other) const {
    return created != other.created ? created > other.created : id > other.id;
  }
};

std::optional<Place> place_of(std::string_view cursor) {
  Place place;
  const auto end = cursor.data() + cursor.size();
  const auto [colon, error] = std::from_chars(cursor.data(), end, place.created);
  if (error != std::errc() || colon == end || *colon != ':') return std::nullopt;
  place.id.assign(colon + 1, end);
  return is_valid_name(place.id) ? std::optional(place) : std::nullopt;
}

bool fits(const JobRecord& record, const JobQuery& query) {
  const auto& states = query.states;
  if (!states.empty() && std::find(states.begin(), states.end(), record.state) == states.end()) return false;
  if (!query.analysis.empty() && record.spec.analysis != query.analysis) return false;
  if (!query.dataset.empty() && record.spec.dataset != query.dataset) return false;
  const std::string text = lower(query.text);
  return record.id.find(text) != record.id.npos || lower(record.spec.output.title).find(text) != std::string::npos;
}

// Reads the index from a place on, piece by piece.
class Index {
 public:
  Index(Redis& redis, const JobQuery& query) : redis_(&redis), start_(place_of(query.after)) {
    if (query.created_from) least_ = std::to_string(*query.created_from);
    if (query.created_to) most_ = "(" + std::to_string(*query.created_to);
    if (start_ && !(query.created_to && start_->created >= *query.created_to)) most_ = std::to_string(start_->created);
  }

  // The next places; empty at the end. Entries that came before the cursor with its very millisecond are left out.
  std::vector<Place> next() {
    while (true) {
      const auto reply = redis_->command(kJobsDb, {"ZREVRANGEBYSCORE", keys::kJobs, most_, least_, "WITHSCORES",
                                                   "LIMIT", std::to_string(offset_), std::to_string(kPiece)});
      if (reply.items.empty()) return {};
      offset_ += reply.items.size() / 2;
      std::vector<Place> places;
      for (std::size_t i = 0; i + 1 < reply.items.size(); i += 2) {
        Place place{millis_of(reply.items[i + 1].bytes), reply.items[i].bytes};
        if (!start_ || start_->is_before(place)) places.push_back(std::move(place));
      }
      if (!places.empty()) return places;
    }
  }

 private:
  static Millis millis_of(std::string_view score) {
    double value = 0;  // Redis writes large scores with an exponent
    std::from_chars(score.data(), score.data() + score.size(), value);
    return static_cast<Millis>(value);
  }

  Redis* redis_;
  std::optional<Place> start_;
  std::string least_ = "-inf", most_ = "+inf";
  std::size_t offset_ = 0;
};

std::vector<RedisReply> records(Redis& redis, const std::vector<Place>& places) {
  std::vector<RedisArgs> questions;
  for (const Place& place : places) questions.push_back({"HGETALL", keys::job(place.id)});
  return redis.pipeline(kJobsDb, questions);
}

// One record that can not be read must not hide all others.
std::optional<JobRecord> readable(const std::string& id, const RedisReply& hash) try {
  return record_of(id, hash);
} catch (const EnvironmentError& error) {
  log::warn("job left out of the list", {{"job", id}, {"reason", error.what()}});
  return std::nullopt;
}

std::string cursor_of(const JobRecord& record) { return std::to_string(record.created) + ":" + record.id; }

// The whole index, a page at a time: each id with what the server answers to the question about it.
template <class Question, class Each>
void for_each_job(Redis& redis, Question question, Each each) {
  constexpr std::size_t kPage = 1000;
  for (std::size_t at = 0;; at += kPage) {
    const auto last = std::to_string(at + kPage - 1);
    const auto ids = redis.command(kJobsDb, {"ZRANGE", keys::kJobs, std::to_string(at), last}).items;
    std::vector<RedisArgs> questions;
    for (const RedisReply& id : ids) questions.push_back(question(keys::job(id.bytes)));
    const auto answers = redis.pipeline(kJobsDb, questions);
    for (std::size_t i = 0; i < ids.size(); ++i) each(ids[i].bytes, answers[i]);
    if (ids.size() < kPage) return;
  }
}

std::optional<UnfinishedJob> unfinished_in(const std::string& id, const std::vector<RedisReply>& fields,
                                           std::string_view executor) {
  const auto state = state_of(fields.at(0).bytes);
  if (!state || is_terminal(*state) || fields.at(1).bytes != executor) return std::nullopt;
  UnfinishedJob job{id, fields.at(2).bytes, *state, 0};
  const std::string& created = fields.at(3).bytes;
  std::from_chars(created.data(), created.data() + created.size(), job.created);
  return job;
}

}  // namespace

bool is_page_cursor(std::string_view text) { return place_of(text).has_value(); }

JobPage Jobs::list(const JobQuery& query) {
  auto redis = pool_->lend();
  const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, 1000);
  JobPage page;
  page.total = static_cast<std::uint64_t>(redis->command(kJobsDb, {"ZCARD", keys::kJobs}).integer);
  Index index(*redis, query);
  for (auto places = index.next(); !places.empty(); places = index.next()) {
    const auto hashes = records(*redis, places);
    for (std::size_t i = 0; i < places.size(); ++i) {
      auto record = readable(places[i].id, hashes[i]);
      if (!record || !fits(*record, query)) continue;  // expired, or not asked for
      if (page.jobs.size() == limit) {
        page.next = cursor_of(page.jobs.back());
        return page;
      }
      page.jobs.push_back(*std::move(record));
    }
  }
  return page;
}

std::vector<UnfinishedJob> Jobs::unfinished(std::string_view executor) {
  auto redis = pool_->lend();
  std::vector<UnfinishedJob> found;
  for_each_job(
      *redis, [](const std::string& key) { return RedisArgs{"HMGET", key, "state", "executor", "uid", "created"}; },
      [&](const std::string& id, const RedisReply& fields) {
        if (auto job = unfinished_in(id, fields.items, executor)) found.push_back(*std::move(job));
      });
  return found;
}

std::uint64_t Jobs::sweep() {
  auto redis = pool_->lend();
  std::vector<std::string> gone;
  for_each_job(
      *redis,
      [](const std::string& key) {
        return RedisArgs{"EXISTS", key};
      },
      [&](const std::string& id, const RedisReply& exists) {
        if (exists.integer == 0) gone.push_back(id);
      });
  std::uint64_t dropped = 0;
  for (const auto& id : gone)
    dropped += redis->transact_deletion(kJobsDb, {keys::job(id)}, [&](Redis& r) -> std::optional<Redis::Transaction> {
      if (r.command(kJobsDb, {"EXISTS", keys::job(id)}).integer != 0) return std::nullopt;  // the id was used again
      return Redis::Transaction{{kJobsDb, {"ZREM", keys::kJobs, id}}};
    });
  return dropped;
}

}  // namespace perigee
