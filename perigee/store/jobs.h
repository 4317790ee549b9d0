// Job records, results and the queue in Redis (db1, db2, db3). `finish` is the only way to a terminal state.
//
// Cheap to make: it holds no state but the pool, and lends a connection for the time of a call, so each thread makes
// its own. Times come from the clock handed in; keys expire by Redis' clock. Where the connection breaks during a call
// that writes, the call throws and nobody knows whether it was done: all of them can be repeated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/clock.h"
#include "perigee/base/problem.h"
#include "perigee/job/record.h"
#include "perigee/store/redis.h"

namespace perigee {

struct JobQuery {
  std::vector<JobState> states;  // empty: all
  std::string analysis, dataset;
  std::string text;                                // found in id or title
  std::optional<Millis> created_from, created_to;  // inclusive, exclusive
  std::string after;                               // keyset: the `next` of the page before (is_page_cursor)
  std::size_t limit = 50;                          // 1…1000
};
struct JobPage {
  std::vector<JobRecord> jobs;  // newest first
  std::string next;             // empty: the last page
  std::uint64_t total = 0;      // in the index, before filters
};
// "1700000000000:some-id". Anything else in JobQuery::after gives the first page.
bool is_page_cursor(std::string_view text);

struct Idempotency {
  std::string key;        // empty: none
  std::string body_hash;  // of the canonical spec
};

struct Accepted {
  JobRecord record;
  bool replayed = false;  // the same key with the same body: the job that it made
};

enum class FinishAnswer { committed, already_terminal, unknown_job, other_uid };
struct Finished {
  FinishAnswer answer = FinishAnswer::committed;
  std::optional<JobRecord> record;  // as it stands now; for a twin the committed sha256 is in record->result
};

// What is looked at of a record that is not terminal.
struct UnfinishedJob {
  std::string id, uid;
  JobState state = JobState::queued;
  Millis created = 0;
};

class Jobs {
 public:
  explicit Jobs(RedisPool& pool, const Clock& clock = system_clock()) : pool_(&pool), clock_(&clock) {}

  // Record, index, idempotency key, event and (local executor) queue entry in one MULTI. The key with another body is a
  // Problem ("idempotency-key-reused"), an id that exists is one too ("job-exists").
  Result<Accepted> accept(JobRecord record, const Idempotency& idempotency);

  // The record of a new job under an old name, in the place of the one with that uid (nothing: there is none), whose
  // result goes with it. True also where it stood already; false where something else stands there by now.
  bool replace(const JobRecord& record, const std::optional<std::string>& old_uid);

  // The record of a job that there is none of, with its first attempt begun. False: there is one under its id.
  bool begin(JobRecord record);

  std::optional<JobRecord> find(std::string_view id);
  JobPage list(const JobQuery& query);
  // All that this executor made and that have not ended, oldest first.
  std::vector<UnfinishedJob> unfinished(std::string_view executor);

  // The queue of the local executor: moved to `processing` atomically; ids that were being processed when the
  // executor died are found by `processing`.
  std::optional<std::string> take();
  std::vector<std::string> queued();
  std::vector<std::string> processing();
  void release(std::string_view id);  // off `processing`, once terminal
  void requeue(std::string_view id);  // back to the queue's head

  // Binds a record that has no uid yet to the object that was made for it in a cluster: what was accepted is queued,
  // and what has ended before anybody knew of the object keeps its end. Whoever made the object and whoever sees it may
  // both call this, in any order. The record as it stands then; nothing: there is none, or it is another uid's.
  std::optional<JobRecord> adopt(std::string_view id, std::string_view uid);

  // Attempt recorded before its process starts. False: terminal, gone or another uid meanwhile, or a later attempt has
  // begun.
  bool begin_attempt(std::string_view id, std::string_view uid, int attempt);
  // The version that the job draws: the first one that an attempt pins stays. Nothing: terminal, gone or another uid.
  std::optional<std::string> pin_dataset(std::string_view id, std::string_view uid, std::string_view version);
  // Marks a cancellation wish; the executor turns it into finish(cancelled). False: terminal or gone.
  bool request_cancel(std::string_view id);

  struct Ending {
    JobState state = JobState::complete;
    std::optional<ResultInfo> result;
    std::string bytes;  // of the result
    std::optional<Failure> failure;
  };
  // WATCH the record, check, one MULTI over db3, db2 and db1 (event; off the queue). The first call wins. Record and
  // result expire an hour after the job's retention.
  Finished finish(std::string_view id, std::string_view uid, const Ending& ending);

  struct ResultBytes {
    ResultInfo info;
    std::string bytes;
  };
  std::optional<ResultBytes> result(std::string_view id);  // nothing: no such job, not complete, or the bytes are gone

  bool remove(std::string_view id);  // a terminal job: record, result and index entry
  std::uint64_t sweep();             // drops index entries whose record expired; how many
  std::uint64_t queue_length();

 private:
  RedisPool* pool_;
  const Clock* clock_;
};

// The capped stream of state changes in db1, for long-polls and server-sent events.
struct JobEvent {
  std::string entry;  // stream id
  std::string id, state;
};
// The newest entry, to read on from: ask for it, then read the state, then wait after it, and no change is missed.
std::string last_event(Redis& redis);
// Waits up to `longest` for events after `entry`; at most 256 of them.
std::vector<JobEvent> wait_events(Redis& redis, std::string_view entry, std::chrono::milliseconds longest);

// The installation's identity: the first caller's stays; another one is refused in one sentence. An empty identity
// takes what is there, or makes a random one.
Result<std::string> claim_installation(Redis& redis, std::string_view identity);

// One local executor per Redis: a lease renewed by its holder, also in a Redis whose memory is full. False while
// somebody else holds it.
bool hold_executor_lease(Redis& redis, std::string_view holder, std::chrono::milliseconds lifetime);
void drop_executor_lease(Redis& redis, std::string_view holder);

}  // namespace perigee
