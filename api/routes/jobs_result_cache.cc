#include "api/routes/jobs_result_cache.h"

#include <utility>

namespace perigee::api {

void ResultCache::remember(const std::string& id, std::string etag, Time now) {
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= kMost) std::erase_if(entries_, [now](const auto& entry) { return entry.second.until <= now; });
  if (entries_.size() >= kMost) entries_.clear();
  entries_.insert_or_assign(id, Entry{std::move(etag), now + kFresh});
}

void ResultCache::forget(const std::string& id) {
  const std::lock_guard lock(mutex_);
  entries_.erase(id);
}

std::optional<std::string> ResultCache::etag(const std::string& id, Time now) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.until <= now) return std::nullopt;
  return found->second.etag;
}

}  // namespace perigee::api
