// Objects by key and by owner, where versions never go back. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "perigee/kube/object.h"

namespace perigee::kube {

struct Change {
  enum class Kind { added, updated, removed };
  Kind kind = Kind::added;
  Object object;            // of a removed one the last that was known
  bool is_initial = false;  // it was there before the first list was complete: no news
  bool operator==(const Change&) const = default;
};

class ObjectCache {
 public:
  // Each appends what it changed. An object that took the name of another is told as the other's removal and its own
  // addition. What is not newer than what is known, or was removed at a later version, changes nothing.
  void put(Object object, std::vector<Change>& changes);
  void remove(const Object& last, std::vector<Change>& changes);
  void remove_all_but(const std::unordered_set<std::string>& keys, std::vector<Change>& changes);

  // Everything up to this version is known, so no removal up to it needs remembering.
  void advance(std::uint64_t version);
  std::uint64_t floor() const { return floor_; }

  // The highest version that was seen, of an object or of the whole.
  std::uint64_t version() const { return version_; }

  const Object* find(const std::string& key) const;  // until the next change
  std::vector<Object> owned_by(const std::string& owner_uid) const;
  std::vector<Object> all() const;
  std::vector<std::string> names() const;
  std::size_t size() const { return objects_.size(); }

 private:
  bool is_news(const Object& object) const;
  void take_out(const std::string& key, std::vector<Change>& changes);

  std::unordered_map<std::string, Object> objects_;                  // by key
  std::unordered_map<std::string, std::set<std::string>> by_owner_;  // keys
  std::unordered_map<std::string, std::uint64_t> removed_;           // key → version, since floor_
  std::uint64_t floor_ = 0, version_ = 0;
};

}  // namespace perigee::kube
