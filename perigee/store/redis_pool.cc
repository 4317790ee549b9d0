#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <new>

#include "perigee/base/error.h"
#include "perigee/store/breaker.h"
#include "perigee/store/redis.h"

namespace perigee {

class RedisPool::State {
 public:
  State(RedisAddress where, RedisTimeouts limits, std::size_t bound)
      : address(std::move(where)), timeouts(limits), most(bound) {}

  // A free connection, or a new one while there are fewer than `most`.
  std::unique_ptr<Redis> take() {
    let_pass();
    std::unique_lock lock(mutex_);
    const auto available = [this] { return !free_.empty() || lent_ < most; };
    returned_.wait_for(lock, timeouts.connect, [&] { return available() || breaker_.is_tripped(); });
    if (!available()) throw breaker_.is_tripped() ? silent() : exhausted();
    ++lent_;
    if (free_.empty()) return std::make_unique<Redis>(address, timeouts);
    auto redis = std::move(free_.back());
    free_.pop_back();
    return redis;
  }

  void give_back(std::unique_ptr<Redis> redis) {
    if (redis->unanswered() > 0) redis->close();  // its replies would answer the next borrower
    const std::lock_guard lock(mutex_);
    --lent_;
    if (redis->timed_out()) {
      breaker_.trip();
      return returned_.notify_all();  // who waits for a connection would wait for a silent server
    }
    free_.push_back(std::move(redis));
    returned_.notify_one();
  }

  const RedisAddress address;
  const RedisTimeouts timeouts;
  const std::size_t most;

 private:
  // Returns when the server can be asked, as far as the breaker knows.
  void let_pass() {
    {
      const std::lock_guard lock(mutex_);
      const Breaker::Pass pass = breaker_.ask(Breaker::TimePoint::clock::now());
      if (pass == Breaker::Pass::go) return;
      if (pass == Breaker::Pass::refused) throw silent();
    }
    const bool answered = answers();
    const std::lock_guard lock(mutex_);
    breaker_.probed(answered, Breaker::TimePoint::clock::now());
    if (!answered) throw silent();
  }

  // Whatever it says, or that it can not be reached: only silence costs time.
  bool answers() const try {
    const RedisTimeouts hasty{std::min(timeouts.connect, Breaker::kPatience),
                              std::min(timeouts.command, Breaker::kPatience)};
    Redis(address, hasty).command(0, {"PING"});
    return true;
  } catch (const EnvironmentError& error) {
    return error.fault() != Fault::timeout;
  } catch (const std::bad_alloc&) {
    return false;  // a breaker that waits for a probe for ever would never close again
  }

  EnvironmentError silent() const {
    return {Fault::timeout, "Redis at " + address.shown() +
                                " did not answer in time and is not waited for until it does. Look whether it is "
                                "overloaded, stopped or unreachable."};
  }
  EnvironmentError exhausted() const {
    return {Fault::timeout,
            "All " + std::to_string(most) + " connections to Redis are in use. Try again, or allow more."};
  }

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Redis>> free_;
  std::size_t lent_ = 0;  // free_.size() + lent_ ≤ most
  Breaker breaker_;
};

RedisPool::RedisPool(RedisAddress address, RedisTimeouts timeouts, std::size_t most)
    : state_(std::make_unique<State>(std::move(address), timeouts, most)) {}
RedisPool::~RedisPool() = default;

RedisPool::Lease RedisPool::lend() { return {*this, state_->take()}; }

const RedisAddress& RedisPool::address() const { return state_->address; }
const RedisTimeouts& RedisPool::timeouts() const { return state_->timeouts; }

RedisPool::Lease::Lease(RedisPool& pool, std::unique_ptr<Redis> redis) : pool_(&pool), redis_(std::move(redis)) {}

RedisPool::Lease::~Lease() {
  if (redis_) pool_->state_->give_back(std::move(redis_));
}

}  // namespace perigee
