// Draws charts on threads of its own: a few at once, each only once for all who ask at the same time, the last ones
// remembered.
//
// The threads run at a lower priority than those that answer, so that drawing keeps no probe waiting. Knows nothing of
// charts or HTTP: what is printed is the caller's work. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

#include "api/charts/memo.h"
#include "perigee/base/problem.h"

namespace perigee::api {

struct PressLimits {
  int threads = 2;
  int waiting = 32;                         // requests that may wait for a print
  std::chrono::milliseconds longest{5000};  // from the first request for a print to its end
  std::size_t memo_bytes = 0;
};

struct Saturated {};  // as many wait as may, or there was no turn in time: come back
struct TooLong {};    // begun, and not done in time
using PressAnswer = std::variant<Copy, Problems, Saturated, TooLong>;

class Press {
 public:
  // Runs on a thread of the press, and ends early where it is told not to go on.
  using GoesOn = std::function<bool()>;
  using Work = std::function<Result<Print>(const GoesOn&)>;

  explicit Press(PressLimits limits);
  ~Press();  // work that runs is told to end, requests that wait are answered as saturated
  Press(const Press&) = delete;
  Press& operator=(const Press&) = delete;

  // The remembered print of this ETag, or nullptr.
  Copy known(const std::string& etag);
  // What was remembered, what is being made already, or what `work` makes. Where work throws, so does this.
  PressAnswer print(const std::string& etag, Work work);

 private:
  struct Sheet;
  using Lock = std::unique_lock<std::mutex>;

  std::shared_ptr<Sheet> sheet_of(const std::string& etag, Work work);
  void run();
  void make(Sheet& sheet, Lock& lock);

  PressLimits limits_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  Memo memo_;
  std::unordered_map<std::string, std::shared_ptr<Sheet>>
      sheets_;  // shared: by those who wait and the one who makes it
  std::deque<std::shared_ptr<Sheet>> queue_;
  int waiting_ = 0;
  std::atomic<bool> stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace perigee::api
