// Runs an Election against the API server: this process leads, or stands by and watches.
//
// Thread-safe. Made and ended on another thread than that of Http, on which `on_change` is told each change of role; it
// must not wait. Before a write that only a leader may do, ask leads(): it is exact to the moment.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "perigee/base/clock.h"
#include "perigee/kube/election.h"
#include "perigee/kube/http.h"

namespace perigee::kube {

class Elector {
 public:
  // `http` and `clock` outlive it.
  Elector(Http& http, std::string namespace_name, std::string lease_name, const ElectionSettings& settings,
          std::function<void(bool leads)> on_change, const Clock& clock = system_clock());
  ~Elector();  // does not give the lease back: stop() does
  Elector(const Elector&) = delete;
  Elector& operator=(const Elector&) = delete;

  bool leads() const;
  std::string holder() const;  // as far as is known

  // Gives the lease back, so that a standby takes it at once. False where that did not succeed within `longest`; then
  // it runs out by itself. To be called when no write of this process is on its way any more.
  bool stop(std::chrono::milliseconds longest);

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace perigee::kube
