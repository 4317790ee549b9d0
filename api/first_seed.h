// Fills the default dataset before the API says that it is ready, so that the first question finds rows. Thread-safe.
#pragma once

#include <mutex>
#include <string>
#include <thread>

#include "api/services.h"

namespace perigee::api {

class FirstSeed {
 public:
  explicit FirstSeed(const Config& config);

  // Where the settings ask for it: tries on a thread of its own until the dataset has rows or a stop is requested.
  void start(const Services& services);
  // Until that thread has ended; before the services do.
  void wait();

  // Why there are no rows yet, in one sentence; empty: there are, or nobody asked for them.
  std::string not_ready() const;

 private:
  void run(const Services& services);
  void say(std::string reason);

  mutable std::mutex mutex_;
  std::string reason_;
  std::thread thread_;
};

}  // namespace perigee::api
