#include <condition_variable>
#include <mutex>

#include "perigee/base/error.h"
#include "perigee/store/redis.h"

namespace perigee {

class RedisPool::State {
 public:
  State(RedisAddress where, RedisTimeouts limits, std::size_t bound)
      : address(std::move(where)), timeouts(limits), most(bound) {}

  // A free connection, or a new one while there are fewer than `most`; null when the time is over.
  std::unique_ptr<Redis> take() {
    std::unique_lock lock(mutex_);
    const auto available = [this] { return !free_.empty() || lent_ < most; };
    if (!returned_.wait_for(lock, timeouts.connect, available)) return nullptr;
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
    free_.push_back(std::move(redis));
    returned_.notify_one();
  }

  const RedisAddress address;
  const RedisTimeouts timeouts;
  const std::size_t most;

 private:
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Redis>> free_;
  std::size_t lent_ = 0;  // free_.size() + lent_ ≤ most
};

RedisPool::RedisPool(RedisAddress address, RedisTimeouts timeouts, std::size_t most)
    : state_(std::make_unique<State>(std::move(address), timeouts, most)) {}
RedisPool::~RedisPool() = default;

RedisPool::Lease RedisPool::lend() {
  auto redis = state_->take();
  if (!redis)
    throw EnvironmentError(Fault::timeout, "All " + std::to_string(state_->most) +
                                               " connections to Redis are in use. Try again, or allow more.");
  return {*this, std::move(redis)};
}

const RedisAddress& RedisPool::address() const { return state_->address; }
const RedisTimeouts& RedisPool::timeouts() const { return state_->timeouts; }

RedisPool::Lease::Lease(RedisPool& pool, std::unique_ptr<Redis> redis) : pool_(&pool), redis_(std::move(redis)) {}

RedisPool::Lease::~Lease() {
  if (redis_) pool_->state_->give_back(std::move(redis_));
}

}  // namespace perigee
