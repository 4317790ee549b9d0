#include "tests/controller/simulator/feed.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace perigee::controller::simulator {
namespace {

using kube::ApiError;
using kube::Ask;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Small pages and an early second list, so that a short run has both.
kube::InformerSettings settings(Bug bug) {
  kube::InformerSettings settings;
  settings.page = 2;
  settings.relist = seconds(bug == Bug::never_lists_again ? 0 : 120);
  return settings;
}

kube::Informer::Time steady(Millis now) { return kube::Informer::Time(milliseconds(now)); }

ApiError refused(int code) {
  const auto later = code == 429 ? std::optional(seconds(1)) : std::nullopt;
  return {ApiError::Kind::refused, code, "", "", {}, later, false};
}

// "12 name": the revision that a list is of, and the last name of the page before.
struct Continuation {
  std::uint64_t revision = 0;
  std::string after;
};
Continuation read(const std::string& text) {
  Continuation read;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), read.revision).ptr;
  read.after = std::string(end + 1, text.data() + text.size());
  return read;
}

}  // namespace

Feed::Feed(const History& history, const ApiServer& server, Random& random, Bug bug)
    : history_(&history),
      server_(&server),
      random_(&random),
      bug_(bug),
      informer_(settings(bug), random.below(1'000'000)) {}

std::vector<kube::Change> Feed::turn(const Weather& weather, std::size_t most, Millis now) {
  take(informer_.wake(steady(now)));
  if (open_ && weather.api_server_answers) answer(weather, most, now);
  return std::exchange(changes_, {});
}

Millis Feed::wake_at() const {
  return std::chrono::duration_cast<milliseconds>(informer_.wake_at().time_since_epoch()).count();
}

void Feed::take(kube::InformerStep step) {
  for (kube::Change& change : step.changes) changes_.push_back(std::move(change));
  if (step.gives_up) open_.reset();
  if (!step.ask) return;
  open_ = std::move(step.ask);
  sent_ = open_->resource_version;
  is_new_watch_ = open_->kind == Ask::Kind::watch;
}

void Feed::answer(const Weather& weather, std::size_t most, Millis now) {
  if (random_->chance(weather.break_off)) return break_off(now);
  if (open_->kind == Ask::Kind::list) return list(weather, now);
  tell(weather, most, now);
}

void Feed::list(const Weather& weather, Millis now) {
  const std::uint64_t past = random_->chance(weather.lag) ? random_->below(8) : 0;
  Continuation from{server_->revision() - std::min(past, server_->revision() - 1), ""};
  if (!open_->next.empty()) from = read(open_->next);
  if (from.revision < server_->oldest() && !open_->next.empty()) return end(refused(410), now);
  History::Page page = history_->page(from.revision, from.after, open_->limit);
  kube::ListEnd list_end{from.revision, page.last.empty() ? "" : std::to_string(from.revision) + " " + page.last};
  const std::uint64_t number = open_->number;
  open_.reset();  // it is answered
  take(informer_.on_page(number, std::move(page.items), list_end, steady(now)));
}

void Feed::tell(const Weather& weather, std::size_t most, Millis now) {
  // As an answer, or as an event of a stream that fell behind: to the informer it is the same.
  const bool is_refused = std::exchange(is_new_watch_, false) || random_->chance(weather.break_off);
  if (sent_ < server_->oldest() && is_refused) return end(refused(410), now);
  auto events = history_->events(sent_, server_->revision(), most);
  const bool is_all = events.size() < most;
  if (!events.empty()) sent_ = events.back().object.resource_version;
  std::erase_if(events, [&](const auto&) { return random_->chance(weather.forget); });
  if (is_all) {
    sent_ = server_->revision();
    kube::Object mark;
    mark.resource_version = sent_;
    events.push_back({kube::WatchEvent::Type::bookmark, std::move(mark)});
  }
  take(informer_.on_events(open_->number, std::move(events), steady(now)));
}

void Feed::break_off(Millis now) {
  static constexpr std::array<int, 5> kCodes = {0, 410, 429, 500, 503};
  const int code = kCodes[random_->below(kCodes.size())];
  if (code == 0) return end(std::nullopt, now);
  end(refused(code), now);
}

void Feed::end(std::optional<ApiError> error, Millis now) {
  const std::uint64_t number = open_->number;
  const bool is_hidden = bug_ == Bug::repeats_an_expired_version && open_->kind == Ask::Kind::watch;
  if (is_hidden) error.reset();
  open_.reset();
  take(informer_.on_end(number, error, steady(now)));
}

}  // namespace perigee::controller::simulator
