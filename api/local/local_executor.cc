#include "api/local/local_executor.h"

#include <unistd.h>

#include <utility>

#include "api/local/supervisor.h"
#include "perigee/base/log.h"
#include "perigee/store/random_id.h"

namespace perigee::api {
namespace {

class LocalExecutor final : public Executor {
 public:
  LocalExecutor(LocalSettings settings, RedisPool& pool, const Clock& clock)
      : settings_(settings), pool_(&pool), clock_(&clock), supervisor_(std::move(settings), pool, clock) {}

  Result<Accepted> submit(JobSpec spec, const Idempotency& idempotency, std::string request_id) override {
    Jobs jobs(*pool_, *clock_);
    if (jobs.queue_length() >= static_cast<std::uint64_t>(settings_.max_queued)) return queue_full();
    auto accepted = jobs.accept(new_record(std::move(spec), std::move(request_id)), idempotency);
    if (accepted && !accepted->replayed) supervisor_.look_into_queue();
    return accepted;
  }

  // The record first: from then on the runner's commit is refused, so the answer is true before its process is gone.
  bool cancel(std::string_view id) override {
    Jobs jobs(*pool_, *clock_);
    const auto record = jobs.find(id);
    if (!record) return false;
    if (is_terminal(record->state)) return true;
    Jobs::Ending ending;
    ending.state = JobState::cancelled;
    const auto finished = jobs.finish(id, record->uid, ending);
    supervisor_.stop_process_of(std::string(id));
    return finished.answer != FinishAnswer::unknown_job;
  }

  bool remove(std::string_view id) override { return Jobs(*pool_, *clock_).remove(id); }

  std::string not_ready() const override {
    if (::access(settings_.runner.c_str(), X_OK) != 0)
      return "The runner '" + settings_.runner + "' is not there or not executable. Set PERIGEE_RUNNER to its path.";
    return supervisor_.not_ready();
  }

  Load load() const override { return {supervisor_.running(), settings_.parallel}; }
  void stop() override { supervisor_.stop(); }

 private:
  static JobRecord new_record(JobSpec spec, std::string request_id) {
    JobRecord record;
    record.id = random_uuid();
    record.uid = random_uuid();
    record.executor = "local";
    record.state = JobState::queued;
    record.spec = std::move(spec);
    record.request_id = std::move(request_id);
    return record;
  }

  Problem queue_full() const {
    return {kQueueFull,
            "",
            std::to_string(settings_.max_queued) + " jobs wait already.",
            "Try again when some of them are done.",
            {},
            {}};
  }

  const LocalSettings settings_;
  RedisPool* pool_;
  const Clock* clock_;
  Supervisor supervisor_;
};

}  // namespace

std::unique_ptr<Executor> make_local_executor(LocalSettings settings, RedisPool& pool, const Clock& clock) {
  return std::make_unique<LocalExecutor>(std::move(settings), pool, clock);
}

}  // namespace perigee::api
