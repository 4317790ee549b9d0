// The validators of results that were served lately, so that a revalidation costs no trip to Redis.
//
// An entry is believed for two seconds: so long may a 304 be answered for a result that another API deleted. Bounded.
// Thread-safe.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace perigee::api {

class ResultCache {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds kFresh{2};
  static constexpr std::size_t kMost = 4096;

  void remember(const std::string& id, std::string etag, Time now);
  void forget(const std::string& id);
  std::optional<std::string> etag(const std::string& id, Time now) const;  // nothing: ask Redis

 private:
  struct Entry {
    std::string etag;
    Time until;
  };
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace perigee::api
