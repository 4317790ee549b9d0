#include "controller/leadership.h"

#include <unistd.h>

#include <chrono>
#include <utility>

#include "perigee/base/log.h"

namespace perigee::controller {
namespace {

constexpr std::chrono::seconds kPatience{3};

// Another process after a restart, though on the same host: it must not take the lease for its own.
std::string unique_identity(const Config& config) {
  const auto now = system_clock().now();
  return config.identity + "_" + std::to_string(::getpid()) + "_" + std::to_string(now);
}

kube::ElectionSettings election_settings(const Config& config) {
  kube::ElectionSettings settings;
  settings.identity = unique_identity(config);
  settings.lease = std::chrono::seconds(config.lease_seconds);
  settings.deadline = settings.lease * 2 / 3;
  settings.renew = std::chrono::milliseconds(settings.lease) / 7;
  return settings;
}

}  // namespace

bool Leadership::leads() const {
  const std::lock_guard lock(mutex_);
  return has_stood_ && (!elector_ || elector_->leads());
}

// Who asks meanwhile waits for the elector to be there, for its first news may come before that.
void Leadership::stand(kube::Http& http, const std::string& namespace_name, const Config& config,
                       std::function<void(bool leads)> on_change) {
  const std::lock_guard lock(mutex_);
  has_stood_ = true;
  if (config.lease.empty()) return on_change(true);
  elector_ = std::make_unique<kube::Elector>(http, namespace_name, config.lease, election_settings(config),
                                             std::move(on_change));
}

void Leadership::give_back() {
  const std::lock_guard lock(mutex_);
  if (elector_ && !elector_->stop(kPatience)) log::warn("the lease was not given back and runs out");
  has_stood_ = false;
  elector_.reset();
}

}  // namespace perigee::controller
