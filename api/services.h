// What the routes work with; made and owned by main, outlives the server. Everything in it is thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "api/executor.h"
#include "perigee/base/clock.h"
#include "perigee/base/stop.h"
#include "perigee/store/redis.h"

namespace perigee::api {

class EventHub;  // events.h
class Metrics;   // metrics.h
struct Config;   // config.h

struct Services {
  const Config& config;
  RedisPool& redis;
  Executor& executor;
  EventHub& events;
  Metrics& metrics;
  const Clock& clock;
  const Stop& stop;  // draining: long-polls and streams end
};

}  // namespace perigee::api
