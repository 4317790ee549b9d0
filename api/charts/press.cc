#include "api/charts/press.h"

#include <sys/resource.h>

#include <exception>
#include <utility>

namespace perigee::api {
namespace {

using std::chrono::steady_clock;

constexpr int kNice = 10;

// Of the calling thread alone, as Linux counts; where it is not allowed, drawing is as important as all else.
void lower_priority() { ::setpriority(PRIO_PROCESS, 0, kNice); }

}  // namespace

// One print in the making, and those who wait for it. Guarded by the press' mutex but for `work`.
struct Press::Sheet {
  std::string etag;
  Work work;
  steady_clock::time_point deadline;
  bool begun = false, done = false;
  PressAnswer answer;
  std::exception_ptr failure;
  std::condition_variable ends;
};

Press::Press(PressLimits limits) : limits_(limits), memo_(limits.memo_bytes) {
  for (int i = 0; i < limits_.threads; ++i) threads_.emplace_back([this] { run(); });
}

Press::~Press() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& sheet : queue_) sheet->done = true, sheet->answer = Saturated{}, sheet->ends.notify_all();
    queue_.clear();
  }
  wakes_.notify_all();
}

Copy Press::known(const std::string& etag) {
  const std::lock_guard lock(mutex_);
  return memo_.find(etag);
}

PressAnswer Press::print(const std::string& etag, Work work) {
  Lock lock(mutex_);
  if (auto copy = memo_.find(etag)) return copy;
  if (waiting_ >= limits_.waiting || stopping_) return Saturated{};
  const auto sheet = sheet_of(etag, std::move(work));
  ++waiting_;
  const bool done = sheet->ends.wait_until(lock, sheet->deadline, [&] { return sheet->done; });
  --waiting_;
  if (!done) return sheet->begun ? PressAnswer(TooLong{}) : PressAnswer(Saturated{});
  if (sheet->failure) std::rethrow_exception(sheet->failure);
  return sheet->answer;
}

std::shared_ptr<Press::Sheet> Press::sheet_of(const std::string& etag, Work work) {
  auto& sheet = sheets_[etag];
  if (sheet) return sheet;
  sheet = std::make_shared<Sheet>();
  sheet->etag = etag;
  sheet->work = std::move(work);
  sheet->deadline = steady_clock::now() + limits_.longest;
  queue_.push_back(sheet);
  wakes_.notify_one();
  return sheet;
}

void Press::run() {
  lower_priority();
  Lock lock(mutex_);
  for (;;) {
    wakes_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    const auto sheet = std::move(queue_.front());
    queue_.pop_front();
    if (steady_clock::now() < sheet->deadline) make(*sheet, lock);
    sheet->work = nullptr;
    sheet->done = sheet->begun;
    sheets_.erase(sheet->etag);
    sheet->ends.notify_all();
  }
}

// Made without the lock, which is held before and after.
void Press::make(Sheet& sheet, Lock& lock) {
  sheet.begun = true;
  lock.unlock();
  PressAnswer answer;
  std::exception_ptr failure;
  try {
    auto made = sheet.work([&] { return !stopping_ && steady_clock::now() < sheet.deadline; });
    answer = made ? PressAnswer(std::make_shared<const Print>(*std::move(made))) : PressAnswer(made.problems());
  } catch (...) {
    failure = std::current_exception();
  }
  lock.lock();
  if (const auto* copy = std::get_if<Copy>(&answer); copy != nullptr && *copy != nullptr) memo_.keep(*copy);
  sheet.answer = std::move(answer);
  sheet.failure = failure;
}

}  // namespace perigee::api
