#include "controller/work_queue.h"

#include <algorithm>

namespace perigee::controller {
namespace {

constexpr Millis kFirstBackOff = 100, kLongestBackOff = 5 * 60 * 1'000;
constexpr int kMostDoublings = 12;

std::size_t index_of(Lane lane) { return static_cast<std::size_t>(lane); }

}  // namespace

void WorkQueue::add(const std::string& name, Lane lane, Millis now) {
  if (in_work_.contains(name)) {
    const auto [at, is_new] = dirty_.try_emplace(name, lane);
    if (!is_new) at->second = std::min(at->second, lane);
    return;
  }
  const auto [at, is_new] = waiting_.try_emplace(name, Entry{lane, now, next_order_});
  if (is_new) {
    lanes_[index_of(lane)].emplace(next_order_++, name);
    return;
  }
  if (lane >= at->second.lane) return;
  lanes_[index_of(at->second.lane)].erase({at->second.order, name});
  at->second.lane = lane;
  lanes_[index_of(lane)].emplace(at->second.order, name);
}

void WorkQueue::add_at(const std::string& name, Millis time) {
  const auto [at, is_new] = due_.try_emplace(name, time);
  if (!is_new) {
    if (at->second <= time) return;
    delayed_.erase({at->second, name});
    at->second = time;
  }
  delayed_.emplace(time, name);
}

void WorkQueue::retry(const std::string& name, Millis now) {
  const int failures = failures_[name]++;
  const Millis longest = std::min(kLongestBackOff, kFirstBackOff << std::min(failures, kMostDoublings));
  add_at(name, now + longest / 2 + jitter(longest / 2));
}

std::optional<std::string> WorkQueue::take(Millis now) {
  make_due(now);
  for (auto& lane : lanes_) {
    if (lane.empty()) continue;
    std::string name = std::move(lane.extract(lane.begin()).value().second);
    const auto entry = waiting_.extract(name);
    in_work_[name] = {now, now - entry.mapped().since};
    return name;
  }
  return std::nullopt;
}

void WorkQueue::done(const std::string& name, Millis now) {
  in_work_.erase(name);
  if (const auto again = dirty_.extract(name)) add(name, again.mapped(), now);
}

std::optional<Millis> WorkQueue::next_due() const {
  if (delayed_.empty()) return std::nullopt;
  return delayed_.begin()->first;
}

Millis WorkQueue::longest_wait(Millis now) const {
  Millis longest = 0;
  for (const auto& lane : lanes_)
    if (!lane.empty()) longest = std::max(longest, now - waiting_.at(lane.begin()->second).since);
  return longest;
}

Millis WorkQueue::longest_work(Millis now) const {
  Millis longest = 0;
  for (const auto& [name, work] : in_work_) longest = std::max(longest, now - work.since);
  return longest;
}

Millis WorkQueue::unfinished_work(Millis now) const {
  Millis sum = 0;
  for (const auto& [name, work] : in_work_) sum += now - work.since;
  return sum;
}

void WorkQueue::make_due(Millis now) {
  while (!delayed_.empty() && delayed_.begin()->first <= now) {
    const std::string name = delayed_.begin()->second;
    delayed_.erase(delayed_.begin());
    due_.erase(name);
    add(name, Lane::backlog, now);
  }
}

// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
Millis WorkQueue::jitter(Millis most) {
  random_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t mixed = random_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
  mixed ^= mixed >> 31;
  return static_cast<Millis>(mixed % (static_cast<std::uint64_t>(most) + 1));
}

}  // namespace perigee::controller
