// A collection as an API server keeps it: every write has a version, lists are states, watches are what came after.
//
// The model that informers are held against. Its faults are chosen by whoever drives it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "perigee/kube/informer.h"

namespace perigee::testing {

class ModelCollection {
 public:
  // A write of that name: makes it, changes it or removes it.
  void put(const std::string& name);
  void remove(const std::string& name);
  void forget() { oldest_ = version_; }  // what was before can not be watched any more

  std::uint64_t version() const { return version_; }
  const std::map<std::string, kube::Object>& objects() const { return objects_; }

  struct Page {
    std::vector<kube::Object> items;
    kube::ListEnd end;
  };
  // A page of the newest state. The continuation holds the state's version and the last name; it is 410 once forgotten.
  kube::Reply<Page> list(const kube::Ask& ask) const;
  // The events after a version, or 410.
  kube::Reply<std::vector<kube::WatchEvent>> watch_from(std::uint64_t version) const;

 private:
  kube::Object make(const std::string& name, std::uint64_t uid) const;
  void log(kube::WatchEvent::Type type, kube::Object object);
  std::map<std::string, kube::Object> state_at(std::uint64_t version) const;

  std::uint64_t version_ = 1, oldest_ = 1;
  std::map<std::string, kube::Object> objects_;
  std::map<std::string, std::uint64_t> uids_;
  std::vector<kube::WatchEvent> log_;
};

}  // namespace perigee::testing
