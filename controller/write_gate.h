// The last own write about each name, and whether the watches have told of it: a decision on what is older would do
// things twice. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace perigee::controller {

// Resource versions of two collections: what was written, or up to where a watch has told everything. 0: nothing.
// An object that is gone again holds nobody up: its collection goes on.
struct Versions {
  std::uint64_t analysis_jobs = 0, jobs = 0;
};

class WriteGate {
 public:
  void wrote_analysis_job(const std::string& name, std::uint64_t version);
  void wrote_job(const std::string& name, std::uint64_t version);

  // Whether all writes about this name are behind us. What is, is forgotten.
  bool is_open(const std::string& name, const Versions& told);

  std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Versions> written_;
};

}  // namespace perigee::controller
