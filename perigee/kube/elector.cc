#include "perigee/kube/elector.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "perigee/kube/path.h"
#include "perigee/kube/reflector.h"

namespace perigee::kube {
namespace {

constexpr std::chrono::milliseconds kLongestSleep{60'000};

}  // namespace

// Everything but what others ask happens on the thread of Http.
class Elector::Driver {
 public:
  Driver(Http& http, std::string namespace_name, std::string lease_name, const ElectionSettings& settings,
         std::function<void(bool)> on_change, const Clock& clock)
      : http_(&http),
        namespace_(std::move(namespace_name)),
        name_(std::move(lease_name)),
        timeout_(settings.deadline / 3),
        on_change_(std::move(on_change)),
        clock_(&clock),
        election_(settings) {
    http_->run([this] { proceed(); });
    watch_ = std::make_unique<Reflector>(
        http, Collection{kLeases, namespace_, {{"fieldSelector", "metadata.name=" + name_}}, {}},
        [this](const Change& change) { on_change_of_lease(change); }, InformerSettings{}, 0, clock);
  }

  ~Driver() {
    watch_.reset();
    http_->run([this] {
      http_->cancel(request_);
      http_->cancel(timer_);
    });
  }

  template <class Read>
  auto read(Read read) const {
    const std::lock_guard lock(mutex_);
    return read(election_, clock_->steady());
  }

  bool stop(std::chrono::milliseconds longest) {
    http_->run([this] { tell([](Election& election, auto now) { election.stop(now); }); });
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, longest, [this] { return election_.is_over(); });
  }

 private:
  // Tells the election something, and does what it wants then.
  template <class Tell>
  void tell(Tell tell) {
    {
      const std::lock_guard lock(mutex_);
      tell(election_, clock_->steady());
    }
    proceed();
  }

  void proceed() {
    std::optional<LeaseWish> wish;
    bool leads = false;
    {
      const std::lock_guard lock(mutex_);
      wish = election_.next(clock_->steady(), clock_->now());
      leads = election_.leads(clock_->steady());
    }
    changed_.notify_all();
    if (wish) send(*wish);
    if (std::exchange(led_, leads) != leads) on_change_(leads);
    set_timer();
  }

  void set_timer() {
    http_->cancel(timer_);
    const auto now = clock_->steady();
    const auto at = read([now](const Election& election, auto) { return election.wake_at(now); });
    const auto until = std::min(at, now + kLongestSleep) - now;
    timer_ = http_->after(std::max(std::chrono::ceil<std::chrono::milliseconds>(until), std::chrono::milliseconds(1)),
                          [this] { proceed(); });
  }

  void on_change_of_lease(const Change& change) {
    const bool is_gone = change.kind == Change::Kind::removed;
    const auto record = is_gone ? std::nullopt : read_lease(change.object);
    if (is_gone || record) tell([&](Election& election, auto now) { election.on_seen(record, now); });
  }

  void send(const LeaseWish& wish) {
    const bool is_read = wish.kind == LeaseWish::Kind::read, is_new = wish.record.resource_version == 0;
    Request request;
    request.method = is_read ? "GET" : is_new ? "POST" : "PUT";
    request.target =
        is_new && !is_read ? collection_path(kLeases, namespace_) : object_path(kLeases, namespace_, name_);
    request.timeout = timeout_;
    if (!is_read) {
      request.body = lease_json(wish.record, namespace_, name_);
      request.content_type = "application/json";
    }
    body_.clear();
    request_ = http_->start(std::move(request), {[this](std::string_view bytes) { body_ += bytes; },
                                                 [this, is_read](auto error) { on_end(is_read, error); }});
  }

  void on_end(bool is_read, const std::optional<ApiError>& error) {
    request_ = 0;
    if (error && error->kind == ApiError::Kind::stopped) return;
    const auto answer = error ? std::nullopt : read_object(body_);
    const auto record = answer ? read_lease(answer->object) : std::nullopt;
    tell([&](Election& election, auto now) {
      if (is_read && (record || (error && error->is_not_found())))
        election.on_read(record, now);
      else if (record)
        election.on_written(*record, now);
      else
        election.on_failed(error ? *error : malformed("an answer is no lease"), now);
    });
  }

  Http* http_;
  const std::string namespace_, name_;
  const std::chrono::milliseconds timeout_;
  const std::function<void(bool)> on_change_;
  const Clock* clock_;
  mutable std::mutex mutex_;  // of election_, which other threads read
  std::condition_variable changed_;
  Election election_;
  std::unique_ptr<Reflector> watch_;
  std::string body_;  // of the answer that arrives
  Http::Id request_ = 0, timer_ = 0;
  bool led_ = false;
};

Elector::Elector(Http& http, std::string namespace_name, std::string lease_name, const ElectionSettings& settings,
                 std::function<void(bool leads)> on_change, const Clock& clock)
    : driver_(std::make_unique<Driver>(http, std::move(namespace_name), std::move(lease_name), settings,
                                       std::move(on_change), clock)) {}
Elector::~Elector() = default;

bool Elector::leads() const {
  return driver_->read([](const Election& election, auto now) { return election.leads(now); });
}

std::string Elector::holder() const {
  return driver_->read([](const Election& election, auto) { return election.holder(); });
}

bool Elector::stop(std::chrono::milliseconds longest) { return driver_->stop(longest); }

}  // namespace perigee::kube
