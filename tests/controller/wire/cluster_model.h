// The objects of one namespace as an API server keeps them, with JSON and all: versions, generations, the status beside
// the spec, conflicts, preconditions, owners and a garbage collector that is never late.
//
// Thread-safe. Refusals are values, as the server words them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

namespace perigee::testing {

struct Refused {
  int code = 0;
  std::string reason, message;
};
using Answer = std::variant<nlohmann::json, Refused>;

struct ModelEvent {
  std::uint64_t version = 0;
  std::string type;  // "ADDED"
  std::string name;
  std::string json;  // of the object
  std::chrono::steady_clock::time_point at;
};

// "perigee.dev/analysis-job=a" or the bare label; empty: everything.
struct Selector {
  std::string label, value;  // an empty value: the label is there
  bool matches(const nlohmann::json& object) const;
};

class ClusterModel {
 public:
  // `kind` is the plural: "jobs".
  Answer create(const std::string& kind, nlohmann::json object);
  Answer get(const std::string& kind, const std::string& name) const;
  Answer replace(const std::string& kind, const std::string& name, nlohmann::json object);
  // A merge patch of the object, or of its status alone.
  enum class Part { object, status };
  Answer merge(const std::string& kind, const std::string& name, const nlohmann::json& patch, Part part);
  Answer remove(const std::string& kind, const std::string& name, const std::string& uid);

  struct List {
    std::vector<nlohmann::json> items;
    std::uint64_t version = 0;
  };
  List list(const std::string& kind, const Selector& selector = {}) const;
  std::vector<std::string> names(const std::string& kind) const;
  std::uint64_t version() const;

  // Everything before is forgotten: to watch from there is 410.
  void forget();
  bool remembers(std::uint64_t version) const;
  // What happened after `version`; waits for it up to `longest`.
  std::vector<ModelEvent> events(const std::string& kind, std::uint64_t version, const Selector& selector,
                                 std::chrono::milliseconds longest) const;

  void clear();  // everything goes, as events, but the namespace itself

 private:
  using Objects = std::map<std::string, nlohmann::json>;
  struct Kind {
    Objects objects;
    std::vector<ModelEvent> log;
  };
  nlohmann::json* find(const std::string& kind, const std::string& name);
  void note(const std::string& kind, const char* type, nlohmann::json& object);
  void erase(const std::string& kind, const std::string& name);
  void collect(const std::string& owner_uid);
  Answer change(const std::string& kind, nlohmann::json& object, nlohmann::json changed);

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::map<std::string, Kind> kinds_;
  std::uint64_t version_ = 1, oldest_ = 1, serial_ = 0;
};

}  // namespace perigee::testing
