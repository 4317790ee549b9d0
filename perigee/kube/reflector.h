// Runs an Informer against the API server: a cache of one collection that is as new as its watch.
//
// Thread-safe. Changes are told on the thread of Http, in order, after the cache holds them; the listener must not
// wait. The destructor returns when nothing is told any more; it is not to be called on the thread of Http.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "perigee/base/clock.h"
#include "perigee/kube/http.h"
#include "perigee/kube/informer.h"

namespace perigee::kube {

struct Collection {
  ResourceType type;
  std::string namespace_name;
  Query selector;  // {{"labelSelector", "a=b"}}
  Shape shape;     // what the cache leaves out
};

class Reflector {
 public:
  using Listener = std::function<void(const Change&)>;

  // `http` and `clock` outlive it.
  Reflector(Http& http, Collection collection, Listener listener, InformerSettings settings = {},
            std::uint64_t seed = 0, const Clock& clock = system_clock());
  ~Reflector();
  Reflector(const Reflector&) = delete;
  Reflector& operator=(const Reflector&) = delete;

  bool is_synced() const;
  std::optional<Object> find(std::string_view name) const;
  std::vector<Object> owned_by(const std::string& owner_uid) const;
  std::vector<Object> all() const;
  std::vector<std::string> names() const;
  std::uint64_t version() const;           // the newest that was seen
  std::uint64_t complete_version() const;  // everything that happened up to it is known
  std::size_t size() const;

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace perigee::kube
