// Tells people what happens to objects, as Events of the cluster (kubectl describe). It never blocks and never fails:
// an Event that can not be written is tried again a few times and then dropped.
//
// Thread-safe. Made and ended on another thread than that of Http.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "perigee/base/clock.h"
#include "perigee/kube/event_book.h"
#include "perigee/kube/http.h"

namespace perigee::kube {

class Events {
 public:
  // `http` and `clock` outlive it.
  Events(Http& http, std::string namespace_name, EventSource source, const Clock& clock = system_clock());
  ~Events();
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  void note(EventNote note);
  std::uint64_t dropped() const;  // that were never written

  static constexpr std::size_t kMostWaiting = 1000;
  static constexpr int kTries = 4;

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace perigee::kube
