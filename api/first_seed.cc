#include "api/first_seed.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "api/config.h"
#include "api/seed.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"

namespace perigee::api {
namespace {

constexpr std::chrono::milliseconds kFirstPause{250}, kLongestPause{30'000};

// What went wrong in one sentence; nothing: the dataset has rows.
std::optional<std::string> try_once(const Services& services) {
  try {
    const auto outcome = seed_if_empty(services);
    if (!outcome || *outcome) return std::nullopt;
    return to_string(outcome->problems().front());
  } catch (const EnvironmentError& error) {
    return error.what();
  }
}

}  // namespace

FirstSeed::FirstSeed(const Config& config) {
  if (config.seed_at_start) reason_ = "The default dataset is being filled.";
}

void FirstSeed::start(const Services& services) {
  if (services.config.seed_at_start) thread_ = std::thread([this, &services] { run(services); });
}

void FirstSeed::wait() {
  if (thread_.joinable()) thread_.join();
}

std::string FirstSeed::not_ready() const {
  const std::scoped_lock lock(mutex_);
  return reason_;
}

void FirstSeed::run(const Services& services) {
  auto pause = kFirstPause;
  while (const auto reason = try_once(services)) {
    log::warn("the default dataset can not be filled yet", {{"reason", std::string_view(*reason)}});
    say("The default dataset can not be filled yet: " + *reason);
    if (services.stop.wait_for(pause)) return;
    pause = std::min(pause * 2, kLongestPause);
  }
  say("");
}

void FirstSeed::say(std::string reason) {
  const std::scoped_lock lock(mutex_);
  reason_ = std::move(reason);
}

}  // namespace perigee::api
