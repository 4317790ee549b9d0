#include "controller/write_gate.h"

#include <algorithm>

namespace perigee::controller {

void WriteGate::wrote_analysis_job(const std::string& name, std::uint64_t version) {
  const std::lock_guard lock(mutex_);
  auto& last = written_[name].analysis_jobs;
  last = std::max(last, version);
}

void WriteGate::wrote_job(const std::string& name, std::uint64_t version) {
  const std::lock_guard lock(mutex_);
  auto& last = written_[name].jobs;
  last = std::max(last, version);
}

bool WriteGate::is_open(const std::string& name, const Versions& told) {
  const std::lock_guard lock(mutex_);
  const auto last = written_.find(name);
  if (last == written_.end()) return true;
  if (last->second.analysis_jobs > told.analysis_jobs || last->second.jobs > told.jobs) return false;
  written_.erase(last);
  return true;
}

std::size_t WriteGate::size() const {
  const std::lock_guard lock(mutex_);
  return written_.size();
}

}  // namespace perigee::controller
