#include "controller/leadership.h"

#include <unistd.h>

#include <utility>

#include "perigee/base/log.h"

namespace perigee::controller {
namespace {

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

Leadership::Leadership(kube::Http& http, const std::string& namespace_name, const Config& config,
                       std::function<void(bool leads)> on_change) {
  if (config.lease.empty())
    on_change(true);
  else
    elector_ = std::make_unique<kube::Elector>(http, namespace_name, config.lease, election_settings(config),
                                               std::move(on_change));
}

void Leadership::give_back() {
  if (elector_ && !elector_->stop(std::chrono::seconds(3))) log::warn("the lease was not given back and runs out");
}

}  // namespace perigee::controller
