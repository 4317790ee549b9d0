#include "perigee/kube/cache.h"

#include <algorithm>
#include <utility>

namespace perigee::kube {

bool ObjectCache::is_news(const Object& object) const {
  const std::string key = object.key();
  if (const auto known = objects_.find(key); known != objects_.end())
    return object.resource_version > known->second.resource_version;
  const auto removed = removed_.find(key);
  return removed == removed_.end() || object.resource_version > removed->second;
}

void ObjectCache::put(Object object, std::vector<Change>& changes) {
  if (!is_news(object)) return;
  version_ = std::max(version_, object.resource_version);
  const std::string key = object.key();
  const auto known = objects_.find(key);
  const bool is_same = known != objects_.end() && known->second.uid == object.uid;
  if (known != objects_.end()) {
    if (is_same && known->second.owner_uid == object.owner_uid) {
      known->second = object;
      changes.push_back({Change::Kind::updated, std::move(object)});
      return;
    }
    take_out(key, changes);
    if (is_same) changes.pop_back();  // it has another owner, and is no other object
  }
  removed_.erase(key);
  if (!object.owner_uid.empty()) by_owner_[object.owner_uid].insert(key);
  objects_.emplace(key, object);
  changes.push_back({is_same ? Change::Kind::updated : Change::Kind::added, std::move(object)});
}

void ObjectCache::remove(const Object& last, std::vector<Change>& changes) {
  if (!is_news(last)) return;
  version_ = std::max(version_, last.resource_version);
  take_out(last.key(), changes);
  if (last.resource_version > floor_) removed_[last.key()] = last.resource_version;
}

void ObjectCache::remove_all_but(const std::unordered_set<std::string>& keys, std::vector<Change>& changes) {
  std::vector<std::string> gone;
  for (const auto& [key, object] : objects_)
    if (!keys.contains(key)) gone.push_back(key);
  std::sort(gone.begin(), gone.end());  // the same on every machine
  for (const auto& key : gone) take_out(key, changes);
}

void ObjectCache::advance(std::uint64_t version) {
  if (version <= floor_) return;
  floor_ = version;
  version_ = std::max(version_, version);
  std::erase_if(removed_, [version](const auto& one) { return one.second <= version; });
}

void ObjectCache::take_out(const std::string& key, std::vector<Change>& changes) {
  auto node = objects_.extract(key);
  if (node.empty()) return;
  Object& object = node.mapped();
  if (const auto owned = by_owner_.find(object.owner_uid); owned != by_owner_.end()) {
    owned->second.erase(key);
    if (owned->second.empty()) by_owner_.erase(owned);
  }
  changes.push_back({Change::Kind::removed, std::move(object)});
}

const Object* ObjectCache::find(const std::string& key) const {
  const auto found = objects_.find(key);
  return found == objects_.end() ? nullptr : &found->second;
}

std::vector<Object> ObjectCache::owned_by(const std::string& owner_uid) const {
  std::vector<Object> owned;
  if (const auto keys = by_owner_.find(owner_uid); keys != by_owner_.end())
    for (const auto& key : keys->second) owned.push_back(objects_.at(key));
  return owned;
}

std::vector<std::string> ObjectCache::names() const {
  std::vector<std::string> names;
  names.reserve(objects_.size());
  for (const auto& [key, object] : objects_) names.push_back(object.name);
  return names;
}

std::vector<Object> ObjectCache::all() const {
  std::vector<Object> objects;
  objects.reserve(objects_.size());
  for (const auto& [key, object] : objects_) objects.push_back(object);
  return objects;
}

}  // namespace perigee::kube
