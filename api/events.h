// One thread follows the stream of job events in Redis and wakes the requests that wait. Thread-safe.
//
// Whoever waits takes a ticket first, reads the record then, and waits for the ticket to change: an event between the
// two is not lost. Tickets are kept in a fixed number of counters that jobs share by hash, so memory is bounded and a
// waiter may be woken by an event of another job: it reads the record again. Nobody polls: a waiter sleeps in poll()
// on a descriptor of its own and on the stop.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "perigee/base/stop.h"
#include "perigee/store/redis.h"

namespace perigee::api {

class EventHub {
 public:
  EventHub(RedisAddress address, RedisTimeouts timeouts);
  ~EventHub();
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;

  // A number that grows with every event of this job (and when the stream was lost and found again).
  std::uint64_t ticket(std::string_view job_id) const;
  // Waits until the ticket differs from `seen`, `longest` passed or `stop` is requested. The ticket then.
  std::uint64_t wait(std::string_view job_id, std::uint64_t seen, std::chrono::milliseconds longest,
                     const Stop& stop) const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace perigee::api
