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

class DatasetHeads;  // charts/dataset_heads.h
class EventHub;      // events.h
class FirstSeed;     // first_seed.h
class Metrics;       // metrics.h
struct Config;       // config.h

struct Services {
  const Config& config;
  RedisPool& redis;
  Executor& executor;
  EventHub& events;
  Metrics& metrics;
  const Clock& clock;
  const Stop& stop;     // draining: long-polls and streams end
  DatasetHeads& heads;  // who replaces or deletes a dataset makes them forget it
  const FirstSeed& first_seed;
};

}  // namespace perigee::api
