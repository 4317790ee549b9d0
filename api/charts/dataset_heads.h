// The manifests of datasets that were asked for lately, so that a revalidation costs no trip to Redis.
//
// A manifest is believed for a quarter of a second: so long may an answer speak of a version that another API has
// replaced. What this API replaces is forgotten at once. Bounded. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "perigee/store/datasets.h"

namespace perigee::api {

class DatasetHeads {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Head = std::shared_ptr<const Manifest>;  // shared: readers keep theirs while a newer one takes its place
  static constexpr std::chrono::milliseconds kFresh{250};
  static constexpr std::size_t kMost = 1024;

  // nullptr: there is no such dataset. Throws EnvironmentError.
  Head find(Datasets& datasets, const std::string& name, Time now);
  void forget(const std::string& name);

 private:
  struct Entry {
    Head manifest;
    Time until;
  };
  Head known(const std::string& name, Time now) const;
  void remember(const std::string& name, Head manifest, Time now, std::uint64_t seen);
  std::uint64_t forgettings() const;

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
  std::uint64_t forgettings_ = 0;  // what was read before one of them may be old: it is not remembered
};

}  // namespace perigee::api
