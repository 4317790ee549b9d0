#include "tests/support/model_collection.h"

#include <charconv>
#include <utility>

namespace perigee::testing {

using kube::Object;
using kube::WatchEvent;

namespace {

kube::ApiError gone() { return {kube::ApiError::Kind::refused, 410, "Expired", "too old", {}, std::nullopt, false}; }

struct Continuation {
  std::uint64_t version = 0;
  std::string after;
};

Continuation read(const std::string& text) {
  Continuation continuation;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), continuation.version).ptr;
  if (end != text.data() + text.size()) continuation.after = std::string(end + 1, text.data() + text.size());
  return continuation;
}

}  // namespace

Object ModelCollection::make(const std::string& name, std::uint64_t uid) const {
  Object object;
  object.namespace_name = "n";
  object.name = name;
  object.uid = std::to_string(uid);
  object.owner_uid = version_ % 3 == 0 ? "" : "owner-" + std::to_string(uid % 2);
  object.resource_version = version_;
  object.json = "{\"at\":" + std::to_string(version_) + "}";
  return object;
}

void ModelCollection::log(WatchEvent::Type type, Object object) { log_.push_back({type, std::move(object)}); }

void ModelCollection::put(const std::string& name) {
  ++version_;
  const bool is_new = !objects_.contains(name);
  if (is_new) uids_[name] = version_;
  objects_[name] = make(name, uids_[name]);
  log(is_new ? WatchEvent::Type::added : WatchEvent::Type::modified, objects_[name]);
}

void ModelCollection::remove(const std::string& name) {
  const auto found = objects_.find(name);
  if (found == objects_.end()) return;
  ++version_;
  Object last = found->second;
  last.resource_version = version_;
  objects_.erase(found);
  log(WatchEvent::Type::deleted, std::move(last));
}

std::map<std::string, Object> ModelCollection::state_at(std::uint64_t version) const {
  std::map<std::string, Object> state;
  for (const auto& [type, object] : log_) {
    if (object.resource_version > version) break;
    if (type == WatchEvent::Type::deleted)
      state.erase(object.name);
    else
      state[object.name] = object;
  }
  return state;
}

kube::Reply<ModelCollection::Page> ModelCollection::list(const kube::Ask& ask) const {
  const Continuation from = ask.next.empty() ? Continuation{version_, ""} : read(ask.next);
  if (from.version < oldest_) return gone();
  Page page;
  page.end.resource_version = from.version;
  const auto state = state_at(from.version);
  for (auto object = state.upper_bound(from.after); object != state.end(); ++object) {
    if (ask.limit > 0 && page.items.size() == ask.limit) {
      page.end.next = std::to_string(from.version) + " " + page.items.back().name;
      break;
    }
    page.items.push_back(object->second);
  }
  return page;
}

kube::Reply<std::vector<WatchEvent>> ModelCollection::watch_from(std::uint64_t version) const {
  if (version < oldest_) return gone();
  std::vector<WatchEvent> events;
  for (const auto& event : log_)
    if (event.object.resource_version > version) events.push_back(event);
  return events;
}

}  // namespace perigee::testing
