#include "perigee/kube/reflector.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "perigee/base/log.h"

namespace perigee::kube {

// Everything but the reading of the cache happens on the thread of Http.
class Reflector::Driver {
 public:
  Driver(Http& http, Collection collection, Listener listener, InformerSettings settings, std::uint64_t seed,
         const Clock& clock)
      : http_(&http),
        collection_(std::move(collection)),
        listener_(std::move(listener)),
        clock_(&clock),
        informer_(settings, seed) {
    http_->run([this] { set_timer(); });  // its first time has come already
  }

  ~Driver() {
    http_->run([this] {
      http_->cancel(request_);
      http_->cancel(timer_);
    });
  }

  template <class Read>
  auto read(Read read) const {
    const std::lock_guard lock(mutex_);
    return read(informer_);
  }

  const std::string& namespace_name() const { return collection_.namespace_name; }

 private:
  // Tells the informer something, and does what it says.
  template <class Tell>
  void step(Tell tell) {
    InformerStep step;
    {
      const std::lock_guard lock(mutex_);
      step = tell(informer_, clock_->steady());
    }
    if (step.gives_up) http_->cancel(std::exchange(request_, 0));
    if (step.ask) send(*step.ask);
    for (const Change& change : step.changes) listener_(change);
    set_timer();
  }

  void wake() {
    timer_ = 0;
    step([](Informer& informer, auto now) { return informer.wake(now); });
  }

  // One timer, which may come too early: then it is set again.
  void set_timer() {
    const auto at = read([](const Informer& informer) { return informer.wake_at(); });
    if (timer_ != 0 && timer_at_ <= at) return;
    http_->cancel(timer_);
    const auto delay = std::chrono::ceil<std::chrono::milliseconds>(at - clock_->steady());
    timer_at_ = at;
    timer_ = http_->after(std::max(delay, std::chrono::milliseconds(0)), [this] { wake(); });
  }

  void send(const Ask& ask) {
    Query query = collection_.selector;
    for (auto& member : query_of(ask)) query.push_back(std::move(member));
    Request request;
    request.target = with_query(collection_path(collection_.type, collection_.namespace_name), query);
    request.timeout = std::chrono::milliseconds(0);  // the informer watches over it
    if (ask.kind == Ask::Kind::list)
      list(std::move(request), ask.number);
    else
      watch(std::move(request), ask.number);
  }

  void list(Request request, std::uint64_t number) {
    list_ = ListDecoder(collection_.shape);
    items_.clear();
    request_ = http_->start(std::move(request), {[this, number](auto bytes) { on_list_bytes(number, bytes); },
                                                 [this, number](auto error) { on_list_end(number, error); }});
  }

  void on_list_bytes(std::uint64_t number, std::string_view bytes) {
    for (Object& item : list_.write(bytes)) items_.push_back(std::move(item));
    note_life(number);
  }

  void on_list_end(std::uint64_t number, const std::optional<ApiError>& error) {
    request_ = 0;
    const auto end = list_.finish();
    if (error || !end) return fail(number, error ? *error : end.error());
    step([&](Informer& informer, auto now) { return informer.on_page(number, std::move(items_), *end, now); });
  }

  void watch(Request request, std::uint64_t number) {
    request.connection = Request::Connection::own;
    watch_ = WatchDecoder(collection_.shape);
    request_ = http_->start(std::move(request), {[this, number](auto bytes) { on_watch_bytes(number, bytes); },
                                                 [this, number](auto error) { on_watch_end(number, error); }});
  }

  void on_watch_bytes(std::uint64_t number, std::string_view bytes) {
    if (watch_.error()) return;  // it was told; the rest of the stream is on its way out
    auto events = watch_.write(bytes);
    const auto error = watch_.error();
    if (events.empty()) note_life(number);
    if (!events.empty())
      step([&](Informer& informer, auto now) { return informer.on_events(number, std::move(events), now); });
    if (error) fail(number, *error);
  }

  void on_watch_end(std::uint64_t number, const std::optional<ApiError>& error) {
    request_ = 0;
    if (error) return fail(number, *error);
    step([&](Informer& informer, auto now) { return informer.on_end(number, std::nullopt, now); });
  }

  void note_life(std::uint64_t number) {
    const std::lock_guard lock(mutex_);
    informer_.on_sign_of_life(number, clock_->steady());
  }

  void fail(std::uint64_t number, const ApiError& error) {
    if (error.kind == ApiError::Kind::stopped) return;
    const std::string told = to_string(error);
    log::info("a watch of the cluster begins again", {{"resource", collection_.type.plural}, {"error", told}});
    step([&](Informer& informer, auto now) { return informer.on_end(number, error, now); });
  }

  Http* http_;
  const Collection collection_;
  const Listener listener_;
  const Clock* clock_;
  mutable std::mutex mutex_;  // of informer_, which other threads read
  Informer informer_;
  ListDecoder list_;
  WatchDecoder watch_;
  std::vector<Object> items_;  // of the page that arrives
  Http::Id request_ = 0, timer_ = 0;
  Informer::Time timer_at_{};
};

Reflector::Reflector(Http& http, Collection collection, Listener listener, InformerSettings settings,
                     std::uint64_t seed, const Clock& clock)
    : driver_(std::make_unique<Driver>(http, std::move(collection), std::move(listener), settings, seed, clock)) {}
Reflector::~Reflector() = default;

bool Reflector::is_synced() const {
  return driver_->read([](const Informer& informer) { return informer.is_synced(); });
}

std::optional<Object> Reflector::find(std::string_view name) const {
  const std::string key = driver_->namespace_name() + "/" + std::string(name);
  return driver_->read([&](const Informer& informer) {
    const Object* found = informer.cache().find(key);
    return found != nullptr ? std::optional(*found) : std::nullopt;
  });
}

std::vector<Object> Reflector::owned_by(const std::string& owner_uid) const {
  return driver_->read([&](const Informer& informer) { return informer.cache().owned_by(owner_uid); });
}

std::vector<Object> Reflector::all() const {
  return driver_->read([](const Informer& informer) { return informer.cache().all(); });
}

std::vector<std::string> Reflector::names() const {
  return driver_->read([](const Informer& informer) { return informer.cache().names(); });
}

std::uint64_t Reflector::complete_version() const {
  return driver_->read([](const Informer& informer) { return informer.complete_version(); });
}

std::uint64_t Reflector::version() const {
  return driver_->read([](const Informer& informer) { return informer.cache().version(); });
}

std::size_t Reflector::size() const {
  return driver_->read([](const Informer& informer) { return informer.cache().size(); });
}

}  // namespace perigee::kube
