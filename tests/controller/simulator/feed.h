// The real Informer over a model collection: what it asks is answered late, in pieces, from the past, or not at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/base/clock.h"
#include "perigee/kube/informer.h"
#include "tests/controller/simulator/api_server.h"
#include "tests/controller/simulator/bug.h"
#include "tests/controller/simulator/random.h"
#include "tests/controller/simulator/weather.h"

namespace perigee::controller::simulator {

class Feed {
 public:
  Feed(const History& history, const ApiServer& server, Random& random, Bug bug);

  // What the informer tells after at most `most` further events or one page. Its questions are bounded: one is open.
  std::vector<kube::Change> turn(const Weather& weather, std::size_t most, Millis now);
  Millis wake_at() const;
  bool is_synced() const { return informer_.is_synced(); }
  bool is_up_to_date() const { return open_ && open_->kind == kube::Ask::Kind::watch && sent_ >= server_->revision(); }

  const kube::ObjectCache& cache() const { return informer_.cache(); }
  std::uint64_t complete_version() const { return informer_.complete_version(); }

 private:
  void take(kube::InformerStep step);
  void answer(const Weather& weather, std::size_t most, Millis now);
  void list(const Weather& weather, Millis now);
  void tell(const Weather& weather, std::size_t most, Millis now);
  void break_off(Millis now);
  void end(std::optional<kube::ApiError> error, Millis now);

  const History* history_;
  const ApiServer* server_;
  Random* random_;
  Bug bug_;
  kube::Informer informer_;
  std::optional<kube::Ask> open_;
  std::uint64_t sent_ = 0;  // the watch has told everything up to this revision
  bool is_new_watch_ = false;
  std::vector<kube::Change> changes_;
};

}  // namespace perigee::controller::simulator
