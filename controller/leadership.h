// Whether this process may write: it leads, or there is no election at all. Thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "controller/config.h"
#include "perigee/kube/elector.h"
#include "perigee/kube/http.h"

namespace perigee::controller {

class Leadership {
 public:
  // `on_change` is told each change of role, on the thread of Http or, without an election, at once; it must not wait.
  Leadership(kube::Http& http, const std::string& namespace_name, const Config& config,
             std::function<void(bool leads)> on_change);

  bool leads() const { return !elector_ || elector_->leads(); }
  // Hands over at once. To be called when nothing is written any more.
  void give_back();

 private:
  std::unique_ptr<kube::Elector> elector_;  // nothing: there is no election
};

}  // namespace perigee::controller
