// Whether this process may write: it leads, or there is no election at all. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "controller/config.h"
#include "perigee/kube/elector.h"
#include "perigee/kube/http.h"

namespace perigee::controller {

class Leadership {
 public:
  // False until stand() was called; from then on exact to the moment.
  bool leads() const;

  // Stands for election, or leads at once where there is none. `on_change` is told each change of role, on the thread
  // of Http or, without an election, at once; it must not wait. `http` outlives this.
  void stand(kube::Http& http, const std::string& namespace_name, const Config& config,
             std::function<void(bool leads)> on_change);

  // Hands over at once, for good. To be called when nothing is written any more.
  void give_back();

 private:
  mutable std::mutex mutex_;
  bool has_stood_ = false;
  std::unique_ptr<kube::Elector> elector_;  // nothing: there is no election
};

}  // namespace perigee::controller
