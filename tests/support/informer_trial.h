// An informer beside a model server, driven by bytes: writes, answers and every fault that a watch can have.
//
// After each step what the informer tells is held against what it knows; at the end, when the faults are over, the
// cache must be the server's state. For the fuzzer and for seeds alike.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "perigee/kube/informer.h"
#include "tests/support/model_collection.h"

namespace perigee::testing {

class InformerTrial {
 public:
  explicit InformerTrial(std::uint64_t seed);

  // What broke, in words; empty: nothing.
  std::string run(std::string_view script);

  std::uint64_t lists() const { return lists_; }
  std::uint64_t watches() const { return watches_; }

 private:
  void act(unsigned action, unsigned argument);
  void answer_list(bool is_stale);
  void deliver(std::size_t count, std::size_t skipped);
  void bookmark();
  void repeat(unsigned which);
  void fail(int code);
  void pass(std::chrono::milliseconds time);
  void settle();
  void calm_round(std::chrono::milliseconds time);
  void take(kube::InformerStep step);
  void replay(const kube::Change& change);
  void expect(bool holds, const char* what);
  std::string difference() const;

  ModelCollection model_;
  kube::Informer informer_;
  kube::Informer::Time now_ = kube::Informer::Time() + std::chrono::hours(1);
  std::optional<kube::Ask> open_;
  std::uint64_t sent_ = 0;                       // version up to which the open watch was told
  std::map<std::string, kube::Object> replica_;  // made of the changes alone
  std::map<std::string, std::uint64_t> told_;    // by name, the highest version of a change
  bool has_lost_ = false;                        // an event was never told: only a list can find it
  std::uint64_t lists_ = 0, watches_ = 0;
  std::string broken_;
};

}  // namespace perigee::testing
