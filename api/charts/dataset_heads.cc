#include "api/charts/dataset_heads.h"

#include <utility>

namespace perigee::api {

DatasetHeads::Head DatasetHeads::find(Datasets& datasets, const std::string& name, Time now) {
  if (auto manifest = known(name, now)) return manifest;
  const std::uint64_t seen = forgettings();
  auto found = datasets.find(name);
  if (!found) return nullptr;
  auto manifest = std::make_shared<const Manifest>(*std::move(found));
  remember(name, manifest, now, seen);
  return manifest;
}

void DatasetHeads::forget(const std::string& name) {
  const std::lock_guard lock(mutex_);
  ++forgettings_;
  entries_.erase(name);
}

DatasetHeads::Head DatasetHeads::known(const std::string& name, Time now) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(name);
  return found == entries_.end() || found->second.until <= now ? nullptr : found->second.manifest;
}

void DatasetHeads::remember(const std::string& name, Head manifest, Time now, std::uint64_t seen) {
  const std::lock_guard lock(mutex_);
  if (seen != forgettings_) return;
  if (entries_.size() >= kMost) entries_.clear();
  entries_.insert_or_assign(name, Entry{std::move(manifest), now + kFresh});
}

std::uint64_t DatasetHeads::forgettings() const {
  const std::lock_guard lock(mutex_);
  return forgettings_;
}

}  // namespace perigee::api
