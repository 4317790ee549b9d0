#include "perigee/kube/events.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <optional>
#include <utility>

#include "perigee/kube/backoff.h"
#include "perigee/kube/path.h"

namespace perigee::kube {

// One write at a time, in order: a series is never written before its Event. All of it on the thread of Http.
class Events::Driver {
 public:
  Driver(Http& http, std::string namespace_name, EventSource source, const Clock& clock)
      : http_(&http), namespace_(std::move(namespace_name)), clock_(&clock), book_(std::move(source)) {
    http_->run([this] { look_again(); });
  }

  ~Driver() {
    http_->run([this] {
      http_->cancel(request_);
      http_->cancel(timer_);
      http_->cancel(retry_);
      is_over_ = true;
    });
    http_->run([] {});  // notes that were posted before are done
  }

  // A note that is told while this ends does nothing; after it ended nobody may tell one.
  void note(EventNote note) {
    http_->after(std::chrono::milliseconds(0), [this, note = std::move(note)] {
      if (is_over_) return;
      if (auto write = book_.note(note, clock_->steady(), clock_->now())) enqueue(std::move(*write));
    });
  }

  std::uint64_t dropped() const { return dropped_; }

 private:
  void look_again() {
    for (EventWrite& write : book_.due(clock_->steady())) enqueue(std::move(write));
    timer_ = http_->after(std::chrono::minutes(1), [this] { look_again(); });
  }

  void enqueue(EventWrite write) {
    if (waiting_.size() >= kMostWaiting) {
      ++dropped_;
      return;
    }
    waiting_.push_back(std::move(write));
    if (request_ == 0 && retry_ == 0) send();
  }

  void send() {
    retry_ = 0;
    if (waiting_.empty()) return;
    const EventWrite& write = waiting_.front();
    const bool is_new = write.kind == EventWrite::Kind::create;
    Request request;
    request.method = is_new ? "POST" : "PATCH";
    request.target = is_new ? collection_path(kEvents, namespace_) : object_path(kEvents, namespace_, write.name);
    request.content_type = is_new ? "application/json" : "application/merge-patch+json";
    request.body = write.json;
    request_ = http_->start(std::move(request), {[](std::string_view) {}, [this](auto error) { on_end(error); }});
  }

  void on_end(const std::optional<ApiError>& error) {
    request_ = 0;
    const bool is_written = !error || error->already_exists();
    if (!is_written && error->kind == ApiError::Kind::stopped) return;
    if (!is_written && error->is_transient() && ++tries_ < kTries) {
      retry_ = http_->after(backoff_.next(error->retry_after.value_or(std::chrono::seconds(0))), [this] { send(); });
      return;
    }
    if (!is_written) ++dropped_;
    tries_ = 0;
    backoff_.reset();
    waiting_.pop_front();
    send();
  }

  Http* http_;
  const std::string namespace_;
  const Clock* clock_;
  EventBook book_;
  std::deque<EventWrite> waiting_;  // the first is on its way
  Backoff backoff_{Backoff::Limits{}, 0};
  Http::Id request_ = 0, timer_ = 0, retry_ = 0;
  int tries_ = 0;
  bool is_over_ = false;
  std::atomic<std::uint64_t> dropped_ = 0;
};

Events::Events(Http& http, std::string namespace_name, EventSource source, const Clock& clock)
    : driver_(std::make_unique<Driver>(http, std::move(namespace_name), std::move(source), clock)) {}
Events::~Events() = default;

void Events::note(EventNote note) { driver_->note(std::move(note)); }
std::uint64_t Events::dropped() const { return driver_->dropped(); }

}  // namespace perigee::kube
