// What is told to people about an object, so that the same thing told a thousand times is few writes.
//
// A state machine without effects (events.k8s.io/v1): the first time makes an Event; the second makes it a series; from
// then on the count is written from time to time, and once more when it ends. Bounded in memory: the one that was quiet
// for longest is forgotten. Not thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "perigee/base/clock.h"

namespace perigee::kube {

struct EventNote {
  enum class Type { normal, warning };
  // Of the object that it is about.
  std::string api_version, kind, namespace_name, name, uid;
  Type type = Type::normal;
  std::string reason;  // one word: "JobCreated"
  std::string action;  // what was being done: "CreateJob"
  std::string text;    // a sentence; the first one of a series stays
};

// One write to the server: an Event that is made, or the series of one that is there.
struct EventWrite {
  enum class Kind { create, series } kind = Kind::create;
  std::string name;  // of the Event
  std::string json;  // the whole object, or a merge patch
};

struct EventSource {
  std::string controller;  // "perigee.dev/controller"
  std::string instance;    // the pod
};

class EventBook {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit EventBook(EventSource source) : source_(std::move(source)) {}

  std::optional<EventWrite> note(const EventNote& note, Time now, Millis wall);
  // The series whose count is to be written now: to be asked once a minute, say.
  std::vector<EventWrite> due(Time now);

  std::size_t size() const { return series_.size(); }

  static constexpr std::size_t kMost = 1024;
  static constexpr std::chrono::minutes kQuiet{6};     // then a series has ended
  static constexpr std::chrono::minutes kRefresh{30};  // between two writes of a count that grows

 private:
  using Key = std::tuple<std::string, std::string, std::string, EventNote::Type>;  // uid, reason, action, type
  struct Series {
    Key key;
    std::string name;
    std::uint64_t count = 1, written = 1;
    Time seen_at, written_at;
    Millis seen = 0;
  };

  std::string json_of(const EventNote& note, const std::string& name, Millis wall) const;
  static EventWrite write_of(Series& series, Time now);
  void forget(std::list<Series>::iterator series);

  EventSource source_;
  std::list<Series> series_;  // the one that was seen last stands last
  std::map<Key, std::list<Series>::iterator> by_key_;
};

}  // namespace perigee::kube
