#include "tests/controller/wire/cluster_model.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "perigee/base/clock.h"

namespace perigee::testing {
namespace {

using nlohmann::json;

std::string text_at(const json& object, const json::json_pointer& path) { return object.value(path, std::string()); }
const json::json_pointer kName("/metadata/name"), kUid("/metadata/uid"), kVersion("/metadata/resourceVersion");

Refused not_found(const std::string& kind, const std::string& name) {
  return {404, "NotFound", kind + " \"" + name + "\" not found"};
}
Refused conflict(const std::string& what) { return {409, "Conflict", what}; }

std::string uid_of(std::uint64_t serial) {
  std::string digits = std::to_string(serial);
  digits.insert(0, 8 - std::min<std::size_t>(8, digits.size()), '0');
  return digits + "-0000-4000-8000-000000000000";
}

bool is_owned_by(const json& object, const std::string& uid) {
  const auto owners = object.value(json::json_pointer("/metadata/ownerReferences"), json::array());
  return std::any_of(owners.begin(), owners.end(), [&](const json& owner) { return owner.value("uid", "") == uid; });
}

}  // namespace

bool Selector::matches(const json& object) const {
  if (label.empty()) return true;
  const auto labels = object.value(json::json_pointer("/metadata/labels"), json::object());
  const auto found = labels.find(label);
  return found != labels.end() && (value.empty() || *found == value);
}

json* ClusterModel::find(const std::string& kind, const std::string& name) {
  auto& objects = kinds_[kind].objects;
  const auto found = objects.find(name);
  return found == objects.end() ? nullptr : &found->second;
}

void ClusterModel::note(const std::string& kind, const char* type, json& object) {
  object["metadata"]["resourceVersion"] = std::to_string(++version_);
  kinds_[kind].log.push_back({version_, type, text_at(object, kName), object.dump(), std::chrono::steady_clock::now()});
  changed_.notify_all();
}

Answer ClusterModel::create(const std::string& kind, json object) {
  const std::lock_guard lock(mutex_);
  const std::string name = text_at(object, kName);
  if (find(kind, name) != nullptr) return Refused{409, "AlreadyExists", kind + " \"" + name + "\" already exists"};
  json& metadata = object["metadata"];
  metadata["uid"] = uid_of(++serial_);
  metadata["generation"] = 1;
  metadata["creationTimestamp"] = iso8601(system_clock().now() / 1000 * 1000);
  metadata["managedFields"] = json::array({{{"manager", "model"}, {"operation", "Update"}}});
  json& kept = kinds_[kind].objects[name] = std::move(object);
  note(kind, "ADDED", kept);
  return kept;
}

Answer ClusterModel::get(const std::string& kind, const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = kinds_.find(kind);
  if (found == kinds_.end() || !found->second.objects.contains(name)) return not_found(kind, name);
  return found->second.objects.at(name);
}

// A write that changes nothing makes no version.
Answer ClusterModel::change(const std::string& kind, json& object, json changed) {
  changed["metadata"]["resourceVersion"] = object["metadata"]["resourceVersion"];
  if (changed.value("spec", json()) != object.value("spec", json()))
    changed["metadata"]["generation"] = object["metadata"].value("generation", 0) + 1;
  if (changed == object) return object;
  object = std::move(changed);
  note(kind, "MODIFIED", object);
  return object;
}

Answer ClusterModel::replace(const std::string& kind, const std::string& name, json object) {
  const std::lock_guard lock(mutex_);
  json* present = find(kind, name);
  if (present == nullptr) return not_found(kind, name);
  const std::string version = text_at(object, kVersion);
  if (!version.empty() && version != text_at(*present, kVersion)) return conflict("the object has been modified");
  for (const char* member : {"uid", "generation", "creationTimestamp", "managedFields"})
    object["metadata"][member] = (*present)["metadata"][member];
  return change(kind, *present, std::move(object));
}

Answer ClusterModel::merge(const std::string& kind, const std::string& name, const json& patch, Part part) {
  const std::lock_guard lock(mutex_);
  json* present = find(kind, name);
  if (present == nullptr) return not_found(kind, name);
  const std::string version = text_at(patch, kVersion);
  if (!version.empty() && version != text_at(*present, kVersion)) return conflict("the object has been modified");
  json changed = *present;
  changed.merge_patch(part == Part::status ? json{{"status", patch.value("status", json::object())}} : patch);
  return change(kind, *present, std::move(changed));
}

Answer ClusterModel::remove(const std::string& kind, const std::string& name, const std::string& uid) {
  const std::lock_guard lock(mutex_);
  const json* present = find(kind, name);
  if (present == nullptr) return not_found(kind, name);
  if (!uid.empty() && uid != text_at(*present, kUid)) return conflict("the uid in the precondition is another one");
  json last = *present;
  erase(kind, name);
  return last;
}

void ClusterModel::erase(const std::string& kind, const std::string& name) {
  auto node = kinds_[kind].objects.extract(name);
  note(kind, "DELETED", node.mapped());
  collect(text_at(node.mapped(), kUid));
}

void ClusterModel::collect(const std::string& owner_uid) {
  std::vector<std::pair<std::string, std::string>> owned;
  for (const auto& [kind, all] : kinds_)
    for (const auto& [name, object] : all.objects)
      if (is_owned_by(object, owner_uid)) owned.emplace_back(kind, name);
  for (const auto& [kind, name] : owned) erase(kind, name);
}

ClusterModel::List ClusterModel::list(const std::string& kind, const Selector& selector) const {
  const std::lock_guard lock(mutex_);
  List list{{}, version_};
  const auto found = kinds_.find(kind);
  if (found == kinds_.end()) return list;
  for (const auto& [name, object] : found->second.objects)
    if (selector.matches(object)) list.items.push_back(object);
  return list;
}

std::vector<std::string> ClusterModel::names(const std::string& kind) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  const auto found = kinds_.find(kind);
  if (found == kinds_.end()) return names;
  for (const auto& [name, object] : found->second.objects) names.push_back(name);
  return names;
}

std::uint64_t ClusterModel::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

void ClusterModel::forget() {
  const std::lock_guard lock(mutex_);
  oldest_ = version_;
}

bool ClusterModel::remembers(std::uint64_t version) const {
  const std::lock_guard lock(mutex_);
  return version >= oldest_;
}

std::vector<ModelEvent> ClusterModel::events(const std::string& kind, std::uint64_t version, const Selector& selector,
                                             std::chrono::milliseconds longest) const {
  std::vector<ModelEvent> events;
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, longest, [&] {
    const auto found = kinds_.find(kind);
    return found != kinds_.end() && !found->second.log.empty() && found->second.log.back().version > version;
  });
  const auto found = kinds_.find(kind);
  if (found == kinds_.end()) return events;
  const auto is_later = [](std::uint64_t before, const ModelEvent& event) { return before < event.version; };
  const auto& log = found->second.log;
  for (auto at = std::upper_bound(log.begin(), log.end(), version, is_later); at != log.end(); ++at)
    if (selector.label.empty() || selector.matches(json::parse(at->json))) events.push_back(*at);
  return events;
}

void ClusterModel::clear() {
  const std::lock_guard lock(mutex_);
  for (auto& [kind, all] : kinds_)
    while (kind != "namespaces" && !all.objects.empty()) erase(kind, all.objects.begin()->first);
}

}  // namespace perigee::testing
