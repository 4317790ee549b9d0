#include "perigee/kube/http.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "perigee/kube/transfer.h"

namespace perigee::kube {
namespace {

using Task = std::function<void()>;
using Time = std::chrono::steady_clock::time_point;

}  // namespace

// Others only put tasks into `posted_`; everything else belongs to the thread.
class Http::Loop {
 public:
  Loop(Config config, const Clock& clock, Observer observer)
      : server_(config.server),
        namespace_name_(config.namespace_name),
        clock_(&clock),
        observer_(std::move(observer)),
        credentials_(std::move(config), clock),
        multi_(curl_multi_init()),
        thread_([this] { run(); }) {}

  ~Loop() {
    post([this] { is_over_ = true; });
    thread_.join();
  }

  Id next_id() { return ++last_id_; }
  const std::string& namespace_name() const { return namespace_name_; }

  void post(Task task) {
    {
      const std::lock_guard lock(mutex_);
      posted_.push_back(std::move(task));
    }
    curl_multi_wakeup(multi_.get());
  }

  bool is_here() const { return std::this_thread::get_id() == thread_.get_id(); }

  void begin(Id id, Request request, Receiver receiver) {
    if (cancelled_.contains(id)) return;
    auto transfer =
        std::make_unique<Transfer>(id, server_, std::move(request), std::move(receiver), own_connections_.get());
    send(*transfer, credentials_.current());
    transfers_.emplace(id, std::move(transfer));
  }

  void add_timer(Id id, std::chrono::milliseconds delay, Task task) {
    if (!cancelled_.contains(id)) timers_.emplace(id, Timer{clock_->steady() + delay, std::move(task)});
  }

  // From now on nothing is told of it. It is dropped later: from within its own callback libcurl forbids it.
  void silence(Id id) {
    timers_.erase(id);
    if (const auto found = transfers_.find(id); found != transfers_.end())
      found->second->silence();
    else
      cancelled_.insert(id);  // it may have been posted and not begun yet
  }

  void drop(Id id) {
    timers_.erase(id);
    cancelled_.erase(id);
    if (const auto found = transfers_.find(id); found != transfers_.end()) {
      curl_multi_remove_handle(multi_.get(), found->second->handle());
      transfers_.erase(found);
    }
  }

 private:
  struct Timer {
    Time at;
    Task task;
  };

  void run() {
    for (;;) {
      run_posted();
      if (is_over_) break;
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      tell_ends();
      fire_timers();
      curl_multi_poll(multi_.get(), nullptr, 0, millis_to_next_timer(), nullptr);
    }
    stop_all();
  }

  void run_posted() {
    std::vector<Task> tasks;
    {
      const std::lock_guard lock(mutex_);
      tasks.swap(posted_);
    }
    for (const Task& task : tasks) task();
  }

  void send(Transfer& transfer, const Identity& identity) {
    transfer.prepare(identity);
    curl_multi_add_handle(multi_.get(), transfer.handle());
  }

  void tell_ends() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      Transfer* transfer = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
      const CURLcode code = message->data.result;  // the message ends with the handle's removal
      curl_multi_remove_handle(multi_.get(), transfer->handle());
      if (!send_again(*transfer)) tell_end(*transfer, code);
    }
  }

  // A refused token may have been replaced on disk; once.
  bool send_again(Transfer& transfer) {
    if (transfer.status() != 401 || transfer.is_renewed()) return false;
    transfer.note_renewed();
    send(transfer, credentials_.renewed());
    return true;
  }

  void tell_end(const Transfer& transfer, CURLcode code) {
    const auto node = transfers_.extract(transfer.id());
    if (observer_) observer_(node.mapped()->answered());
    node.mapped()->end(node.mapped()->outcome(code));
  }

  // One by one: a task may cancel another.
  void fire_timers() {
    const Time now = clock_->steady();
    const auto is_due = [now](const auto& timer) { return timer.second.at <= now; };
    for (;;) {
      const auto due = std::find_if(timers_.begin(), timers_.end(), is_due);
      if (due == timers_.end()) return;
      timers_.extract(due).mapped().task();
    }
  }

  int millis_to_next_timer() const {
    using std::chrono::milliseconds;
    milliseconds longest(10'000);
    const Time now = clock_->steady();
    for (const auto& [id, timer] : timers_)
      longest = std::min(longest, std::chrono::ceil<milliseconds>(timer.at - now));
    return static_cast<int>(std::max(longest, milliseconds(0)).count());
  }

  // Whoever waits is told, and tasks that came too late are done: they may be waited for, too.
  void stop_all() {
    run_posted();
    while (!transfers_.empty()) {
      const auto node = transfers_.extract(transfers_.begin());
      curl_multi_remove_handle(multi_.get(), node.mapped()->handle());
      node.mapped()->end(ApiError{ApiError::Kind::stopped, 0, "", "this process stops", {}, std::nullopt, true});
      run_posted();
    }
  }

  const std::string server_, namespace_name_;
  const Clock* clock_;
  const Observer observer_;
  Credentials credentials_;
  struct FreeMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  ConnectionShare own_connections_ = make_connection_share();
  std::unique_ptr<CURLM, FreeMulti> multi_;
  std::map<Id, std::unique_ptr<Transfer>> transfers_;
  std::map<Id, Timer> timers_;
  std::set<Id> cancelled_;
  bool is_over_ = false;

  std::atomic<Id> last_id_ = 0;
  std::mutex mutex_;
  std::vector<Task> posted_;
  std::thread thread_;  // last: it uses all the others
};

Http::Http(Config config, const Clock& clock, Observer observer)
    : loop_(std::make_unique<Loop>(std::move(config), clock, std::move(observer))) {}
Http::~Http() = default;

Http::Id Http::start(Request request, Receiver receiver) {
  const Id id = loop_->next_id();
  loop_->post([loop = loop_.get(), id, request = std::move(request), receiver = std::move(receiver)]() mutable {
    loop->begin(id, std::move(request), std::move(receiver));
  });
  return id;
}

Http::Id Http::after(std::chrono::milliseconds delay, std::function<void()> task) {
  const Id id = loop_->next_id();
  loop_->post([loop = loop_.get(), id, delay, task = std::move(task)]() mutable {
    loop->add_timer(id, delay, std::move(task));
  });
  return id;
}

void Http::cancel(Id id) {
  if (loop_->is_here()) loop_->silence(id);
  loop_->post([loop = loop_.get(), id] { loop->drop(id); });
}

void Http::run(const std::function<void()>& task) {
  std::mutex mutex;
  std::condition_variable done;
  bool is_done = false;
  loop_->post([&] {
    task();
    const std::lock_guard lock(mutex);
    is_done = true;
    done.notify_one();
  });
  std::unique_lock lock(mutex);
  done.wait(lock, [&] { return is_done; });
}

const std::string& Http::namespace_name() const { return loop_->namespace_name(); }

}  // namespace perigee::kube
