// Keeps a cache equal to a collection on the server: list, then watch, and what to do when either fails.
//
// A state machine without effects: it is told what arrived and what time it is, and says what is to be asked. Whoever
// drives it (Reflector over HTTP, a simulator) sends the question and tells the answer under the question's number;
// what belongs to an older question is ignored. At most one question is open. Not thread-safe.
//
// Lists ask for the newest state (no resourceVersion), so no version that expired can be asked for twice, and a server
// that lags can't take the cache back in time: a list older than what is known is refused and asked for again.
// After an etcd was restored from a backup its versions start over; the process has to be started again, as those of
// Kubernetes itself.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "perigee/kube/api_error.h"
#include "perigee/kube/backoff.h"
#include "perigee/kube/cache.h"
#include "perigee/kube/list.h"
#include "perigee/kube/path.h"
#include "perigee/kube/watch.h"

namespace perigee::kube {

struct InformerSettings {
  std::size_t page = 500;
  // After this the server ends a watch by itself, in order; somewhere between, so that not all come back at once.
  std::chrono::seconds watch_least{240}, watch_most{300};
  // Without a byte for so long a connection is taken for dead: bookmarks come about once a minute.
  std::chrono::seconds idle{90};
  // A list from time to time finds what a server forgot to tell. 0: never.
  std::chrono::seconds relist{600};
  std::chrono::seconds healthy{10};  // a watch that lasted so long makes the next delay the first again
  Backoff::Limits backoff;
};

// What is to be asked of the server now; whatever was open before is to be given up.
struct Ask {
  enum class Kind { list, watch };
  Kind kind = Kind::list;
  std::uint64_t number = 0;
  std::size_t limit = 0;               // list: 0 means all at once
  std::string next;                    // list: the page's continuation
  std::uint64_t resource_version = 0;  // watch: events after it
  std::chrono::seconds timeout{0};     // watch
};
Query query_of(const Ask& ask);

struct InformerStep {
  std::vector<Change> changes;
  std::optional<Ask> ask;
  bool gives_up = false;  // what is open is to be given up, with or without a new question
};

class Informer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Informer(InformerSettings settings, std::uint64_t seed);

  // To be called at first, and whenever wake_at() has come.
  InformerStep wake(Time now);
  Time wake_at() const;

  // A whole page of a list.
  InformerStep on_page(std::uint64_t number, std::vector<Object> items, const ListEnd& end, Time now);
  InformerStep on_events(std::uint64_t number, std::vector<WatchEvent> events, Time now);
  // Bytes came, though nothing that is complete.
  void on_sign_of_life(std::uint64_t number, Time now);
  // A list failed, or a watch ended, in order (nothing) or not; also an error event.
  InformerStep on_end(std::uint64_t number, const std::optional<ApiError>& error, Time now);

  bool is_synced() const { return is_synced_; }  // a list was complete once
  const ObjectCache& cache() const { return cache_; }
  // Everything that happened up to this version is in the cache.
  std::uint64_t complete_version() const { return watched_; }

 private:
  enum class State { waiting, listing, watching };

  InformerStep ask_for_list(Time now);
  InformerStep ask_for_page(std::string next, Time now);
  InformerStep ask_for_watch(Time now);
  InformerStep wait(std::chrono::milliseconds delay, Time now);
  InformerStep with_changes(InformerStep step, std::vector<Change> changes) const;

  InformerSettings settings_;
  Backoff backoff_;
  ObjectCache cache_;
  State state_ = State::waiting;
  std::uint64_t number_ = 0;
  bool needs_list_ = true, is_synced_ = false, reads_pages_ = true;
  std::unordered_set<std::string> listed_;  // keys, so far
  // Up to here everything was told. The items of a list that failed half-way are newer, and do not count: what happened
  // to the others meanwhile only a watch from here tells.
  std::uint64_t watched_ = 0;
  std::uint64_t list_version_ = 0;  // of its pages; 0: none came yet
  Time retry_at_{}, began_at_{}, heard_at_{}, relist_at_{};
};

}  // namespace perigee::kube
