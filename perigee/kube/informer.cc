#include "perigee/kube/informer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace perigee::kube {

Query query_of(const Ask& ask) {
  if (ask.kind == Ask::Kind::watch)
    return {{"watch", "1"},
            {"allowWatchBookmarks", "true"},
            {"resourceVersion", std::to_string(ask.resource_version)},
            {"timeoutSeconds", std::to_string(ask.timeout.count())}};
  Query query;
  if (ask.limit > 0) query.emplace_back("limit", std::to_string(ask.limit));
  if (!ask.next.empty()) query.emplace_back("continue", ask.next);
  return query;
}

Informer::Informer(InformerSettings settings, std::uint64_t seed)
    : settings_(settings), backoff_(settings.backoff, seed) {}

Informer::Time Informer::wake_at() const {
  if (state_ == State::waiting) return retry_at_;
  const Time idle_at = heard_at_ + settings_.idle;
  const bool relists = state_ == State::watching && settings_.relist.count() > 0;
  return relists ? std::min(idle_at, relist_at_) : idle_at;
}

InformerStep Informer::wake(Time now) {
  if (now < wake_at()) return {};
  if (state_ == State::waiting) return needs_list_ ? ask_for_list(now) : ask_for_watch(now);
  if (now >= heard_at_ + settings_.idle)
    return on_end(number_, ApiError{ApiError::Kind::timeout, 0, "", "no byte came", {}, std::nullopt, false}, now);
  return ask_for_list(now);  // where it fails, the watch goes on from where it was
}

InformerStep Informer::on_page(std::uint64_t number, std::vector<Object> items, const ListEnd& end, Time now) {
  if (number != number_ || state_ != State::listing) return {};
  if (end.resource_version < cache_.version()) return on_end(number, malformed("a list goes back in time"), now);
  if (list_version_ == 0) list_version_ = end.resource_version;
  if (end.resource_version != list_version_) return on_end(number, malformed("a list's pages are of two states"), now);
  std::vector<Change> changes;
  for (Object& item : items) {
    listed_.insert(item.key());
    cache_.put(std::move(item), changes);
  }
  if (!end.next.empty()) return with_changes(ask_for_page(end.next, now), std::move(changes));
  cache_.remove_all_but(listed_, changes);
  cache_.advance(end.resource_version);
  watched_ = end.resource_version;
  InformerStep step = with_changes({}, std::move(changes));  // before is_synced_: the first list is no news
  is_synced_ = reads_pages_ = true;
  needs_list_ = false;
  step.ask = ask_for_watch(now).ask;
  return step;
}

InformerStep Informer::on_events(std::uint64_t number, std::vector<WatchEvent> events, Time now) {
  if (number != number_ || state_ != State::watching) return {};
  heard_at_ = now;
  std::vector<Change> changes;
  for (WatchEvent& event : events) {
    if (event.object.resource_version <= cache_.floor()) continue;  // told before, or long ago
    watched_ = std::max(watched_, event.object.resource_version);
    switch (event.type) {
      case WatchEvent::Type::added:
      case WatchEvent::Type::modified:
        cache_.put(std::move(event.object), changes);
        break;
      case WatchEvent::Type::deleted:
        cache_.remove(event.object, changes);
        break;
      case WatchEvent::Type::bookmark:
        cache_.advance(event.object.resource_version);
        break;
    }
  }
  return with_changes({}, std::move(changes));
}

void Informer::on_sign_of_life(std::uint64_t number, Time now) {
  if (number == number_) heard_at_ = now;
}

InformerStep Informer::on_end(std::uint64_t number, const std::optional<ApiError>& error, Time now) {
  if (number != number_ || state_ == State::waiting) return {};
  const bool was_healthy = state_ == State::watching && now - began_at_ >= settings_.healthy;
  if (was_healthy) backoff_.reset();
  if (state_ == State::listing && error && error->is_gone()) reads_pages_ = false;  // it grew old between two pages
  if (error && (error->is_gone() || error->kind == ApiError::Kind::malformed)) needs_list_ = true;
  if (was_healthy && (!error || error->is_gone())) return needs_list_ ? ask_for_list(now) : ask_for_watch(now);
  const bool is_told_when = error && error->retry_after;
  return wait(backoff_.next(is_told_when ? *error->retry_after : std::chrono::milliseconds(0)), now);
}

InformerStep Informer::ask_for_list(Time now) {
  listed_.clear();
  list_version_ = 0;
  relist_at_ = now + settings_.relist + backoff_.spread(settings_.relist / 4);
  return ask_for_page("", now);
}

InformerStep Informer::ask_for_page(std::string next, Time now) {
  state_ = State::listing;
  heard_at_ = now;
  InformerStep step;
  step.gives_up = true;
  step.ask = Ask{Ask::Kind::list, ++number_, reads_pages_ ? settings_.page : 0, std::move(next), 0, {}};
  return step;
}

InformerStep Informer::ask_for_watch(Time now) {
  state_ = State::watching;
  began_at_ = heard_at_ = now;
  const auto spread = backoff_.spread(settings_.watch_most - settings_.watch_least);
  InformerStep step;
  step.gives_up = true;
  step.ask = Ask{Ask::Kind::watch,
                 ++number_,
                 0,
                 "",
                 watched_,
                 settings_.watch_least + std::chrono::duration_cast<std::chrono::seconds>(spread)};
  return step;
}

InformerStep Informer::wait(std::chrono::milliseconds delay, Time now) {
  state_ = State::waiting;
  ++number_;  // what is open tells nothing any more
  retry_at_ = now + delay;
  InformerStep step;
  step.gives_up = true;
  return step;
}

InformerStep Informer::with_changes(InformerStep step, std::vector<Change> changes) const {
  for (Change& change : changes) change.is_initial = !is_synced_;
  step.changes = std::move(changes);
  return step;
}

}  // namespace perigee::kube
