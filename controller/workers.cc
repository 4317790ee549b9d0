#include "controller/workers.h"

#include <exception>
#include <string>
#include <utility>

#include "perigee/base/log.h"

namespace perigee::controller {

Workers::Workers(int threads, NameQueue& queue, World& world, Observer observer, const Clock& clock)
    : queue_(&queue), world_(&world), observer_(std::move(observer)), clock_(&clock) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Workers::~Workers() { stop(); }

void Workers::stop() {
  queue_->end();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

void Workers::work() {
  while (const auto name = queue_->take()) observer_(queue_->settle(*name, look_at(*name)));
}

// One name's misfortune is not to end the process: it is tried again, later and later.
PassEnd Workers::look_at(const std::string& name) try {
  return run_pass(*world_, name, clock_->now());
} catch (const std::exception& error) {
  log::error("a pass failed", {{"analysis_job", name}, {"reason", std::string_view(error.what())}});
  return {false, std::nullopt};
}

}  // namespace perigee::controller
