// How long each stage of a job takes, by this process's own clock: it measures what it saw itself from the start, and
// nothing of what was there before it. Thread-safe.
//
//   posted   from the AnalysisJob's first event to its Job's POST
//   started  from there to the news that a container runs, or has run
//   ended    from there to the news that it has ended
//   told     from there to the status that says so
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "controller/memory.h"
#include "controller/observed.h"
#include "controller/plan.h"
#include "perigee/base/clock.h"

namespace perigee::controller {

enum class Stage : std::uint8_t { posted, started, ended, told };
inline constexpr std::array<std::string_view, 4> kStages = {"posted", "started", "ended", "told"};

class Stages {
 public:
  using Observer = std::function<void(Stage stage, double seconds)>;

  explicit Stages(Observer observer, const Clock& clock = system_clock())
      : observer_(std::move(observer)), clock_(&clock) {}

  void heard(const News& news);
  void saw(const Observed& seen);
  void did(const Observed& seen, const Action& action);

 private:
  struct Mark {
    Stage next = Stage::posted;
    std::chrono::steady_clock::time_point since;
  };
  // Ends the stage, if it is this one's turn.
  void reach(const std::string& name, Stage stage);

  const Observer observer_;
  const Clock* clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Mark> marks_;
};

}  // namespace perigee::controller
