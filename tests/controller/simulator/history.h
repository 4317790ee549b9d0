// The versions of one kind of object as an API server keeps them: lists are states, watches tell what came after.
//
// To informers an object is its names and, in place of its JSON, the number of its version here: what they hold is a
// reference into this history, and reading it costs nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "perigee/kube/informer.h"

namespace perigee::controller::simulator {

struct Names {
  std::string name, uid, owner_uid;
};

class History {
 public:
  bool contains(const std::string& name) const { return now_.contains(name); }
  std::vector<std::string> names() const;
  const Names& names_of(const std::string& name) const { return log_[now_.at(name)].names; }

  // Of what was changed after `version` and up to `to`, the first `most`.
  std::vector<kube::WatchEvent> events(std::uint64_t version, std::uint64_t to, std::size_t most) const;

  struct Page {
    std::vector<kube::Object> items;
    std::string last;  // name, where more follow
  };
  // Of the state at that revision, from after that name on.
  Page page(std::uint64_t revision, const std::string& after, std::size_t limit) const;

 protected:
  std::size_t note(std::uint64_t revision, Names names);  // the number of the version
  std::size_t note_removal(std::uint64_t revision, const std::string& name);
  std::size_t number_of(const std::string& name) const { return now_.at(name); }
  static std::size_t number_of(const kube::Object& object);

 private:
  struct Entry {
    std::uint64_t revision;
    kube::WatchEvent::Type type;
    Names names;
  };
  kube::Object object_at(std::size_t number) const;
  std::map<std::string, std::size_t> state_at(std::uint64_t revision) const;

  std::vector<Entry> log_;
  std::map<std::string, std::size_t> now_;
};

// The same with what the objects are.
template <class T>
class Collection : public History {
 public:
  const T* find(const std::string& name) const { return contains(name) ? &values_[number_of(name)] : nullptr; }
  const T& value_of(const kube::Object& object) const { return values_[History::number_of(object)]; }

  void put(std::uint64_t revision, Names names, T value) {
    note(revision, std::move(names));
    values_.push_back(std::move(value));
  }
  void remove(std::uint64_t revision, const std::string& name) {
    T last = values_[number_of(name)];
    note_removal(revision, name);
    values_.push_back(std::move(last));
  }

 private:
  using History::number_of;
  std::vector<T> values_;  // by number of version
};

}  // namespace perigee::controller::simulator
