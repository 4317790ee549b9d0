#include "tests/support/informer_trial.h"

#include <algorithm>
#include <utility>

namespace perigee::testing {

using kube::ApiError;
using kube::Ask;
using kube::Change;
using kube::Object;
using kube::WatchEvent;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

kube::InformerSettings settings() {
  kube::InformerSettings settings;
  settings.page = 3;
  return settings;
}

std::string name_of(unsigned number) { return std::string(1, static_cast<char>('a' + number % 9)); }

}  // namespace

InformerTrial::InformerTrial(std::uint64_t seed) : informer_(settings(), seed) {}

std::string InformerTrial::run(std::string_view script) {
  take(informer_.wake(now_));
  for (std::size_t at = 0; at + 1 < script.size() && broken_.empty(); at += 2)
    act(static_cast<unsigned char>(script[at]), static_cast<unsigned char>(script[at + 1]));
  if (broken_.empty()) settle();
  return broken_;
}

void InformerTrial::act(unsigned action, unsigned argument) {
  switch (action % 16) {
    case 0:
    case 1:
    case 2:
      return model_.put(name_of(argument));
    case 3:
      return model_.remove(name_of(argument));
    case 4:
      return model_.forget();
    case 5:
    case 6:
      return open_ && open_->kind == Ask::Kind::list ? answer_list(false) : deliver(argument % 5, 0);
    case 7:
      return bookmark();
    case 8:
      return repeat(argument);
    case 9:
      return deliver(argument % 3 + 1, argument % 2 + 1);  // some are never told
    case 10:
      return fail(0);
    case 11:
      return fail(410);
    case 12:
      return fail(argument % 2 == 0 ? 500 : 429);
    case 13:
      return pass(milliseconds(argument * 40));
    case 14:
      return pass(seconds(argument));
    default:
      return answer_list(true);
  }
}

void InformerTrial::answer_list(bool is_stale) {
  if (!open_ || open_->kind != Ask::Kind::list) return;
  auto page = model_.list(*open_);
  if (!page) return take(informer_.on_end(open_->number, page.error(), now_));
  if (is_stale) {  // a server that lags: the first object is missing, and the version is the old one
    page->end.resource_version = std::max<std::uint64_t>(page->end.resource_version / 2, 1);
    std::erase_if(page->items, [&](const Object& item) { return item.resource_version > page->end.resource_version; });
  }
  const auto number = open_->number;
  open_.reset();  // it is answered
  take(informer_.on_page(number, std::move(page->items), page->end, now_));
}

void InformerTrial::deliver(std::size_t count, std::size_t skipped) {
  if (!open_ || open_->kind != Ask::Kind::watch) return;
  const auto events = model_.watch_from(sent_);
  if (!events) return take(informer_.on_end(open_->number, events.error(), now_));
  std::vector<WatchEvent> told;
  for (std::size_t at = 0; at < std::min(count, events->size()); ++at) {
    const WatchEvent& event = (*events)[at];
    sent_ = event.object.resource_version;
    if (at >= skipped) told.push_back(event);
    if (at < skipped) has_lost_ = true;
  }
  take(informer_.on_events(open_->number, std::move(told), now_));
}

void InformerTrial::bookmark() {
  if (!open_ || open_->kind != Ask::Kind::watch) return;
  Object mark;
  mark.resource_version = sent_;
  take(informer_.on_events(open_->number, {{WatchEvent::Type::bookmark, mark}}, now_));
}

// An event that was told long ago, under the present question or an old one.
void InformerTrial::repeat(unsigned which) {
  if (!open_ || open_->kind != Ask::Kind::watch) return;
  const auto events = model_.watch_from(1);
  if (!events || events->empty()) return;
  const WatchEvent& old = (*events)[which % events->size()];
  if (old.object.resource_version <= sent_) take(informer_.on_events(open_->number, {old}, now_));
  take(informer_.on_events(open_->number - 1, {events->back()}, now_));
}

void InformerTrial::fail(int code) {
  if (!open_) return;
  if (code == 0) return take(informer_.on_end(open_->number, std::nullopt, now_));
  take(informer_.on_end(open_->number, ApiError{ApiError::Kind::refused, code, "", "", {}, seconds(code == 429), false},
                        now_));
}

void InformerTrial::pass(milliseconds time) {
  now_ += time;
  take(informer_.wake(now_));
}

// No more faults. What was told is enough; what was not is found by the list that comes by itself.
void InformerTrial::settle() {
  for (int round = 0; round < 30; ++round) calm_round(seconds(1));
  expect(has_lost_ || difference().empty(), "the cache is not the state that was told");
  for (int round = 0; round < 60; ++round) calm_round(seconds(30));
  expect(difference().empty(), "the cache is not the server's state");
  expect(informer_.is_synced(), "it never was complete");
}

void InformerTrial::calm_round(milliseconds time) {
  for (int page = 0; page < 8 && open_ && open_->kind == Ask::Kind::list; ++page) answer_list(false);
  deliver(1000, 0);
  pass(time);
}

void InformerTrial::take(kube::InformerStep step) {
  expect(!step.ask || step.gives_up || !open_, "two questions are open at once");
  for (const Change& change : step.changes) replay(change);
  if (step.gives_up) open_.reset();
  if (step.ask) {
    open_ = step.ask;
    sent_ = step.ask->resource_version;
    ++(step.ask->kind == Ask::Kind::list ? lists_ : watches_);
  }
  expect(open_ || informer_.wake_at() > now_ - seconds(3600), "it sleeps for ever");
}

void InformerTrial::replay(const Change& change) {
  const auto known = replica_.find(change.object.name);
  const bool is_known = known != replica_.end();
  std::uint64_t& told = told_[change.object.name];
  if (change.kind != Change::Kind::removed) expect(change.object.resource_version > told, "it goes back in time");
  told = std::max(told, change.object.resource_version);
  if (change.kind == Change::Kind::added) expect(!is_known, "what is known is told as new");
  if (change.kind != Change::Kind::added) expect(is_known, "what is not known is told as known");
  if (change.kind == Change::Kind::updated && is_known)
    expect(known->second.uid == change.object.uid, "another object took the name unseen");
  if (change.kind == Change::Kind::removed)
    replica_.erase(change.object.name);
  else
    replica_[change.object.name] = change.object;
}

void InformerTrial::expect(bool holds, const char* what) {
  if (!holds && broken_.empty()) broken_ = what;
}

std::string InformerTrial::difference() const {
  if (replica_ != model_.objects()) return "the changes do not add up to the server's state";
  if (informer_.cache().size() != model_.objects().size()) return "the cache has another size";
  for (const auto& [name, object] : model_.objects()) {
    const Object* cached = informer_.cache().find("n/" + name);
    if (cached == nullptr || !(*cached == object)) return name + " differs";
    const auto owned = informer_.cache().owned_by(object.owner_uid);
    if (!object.owner_uid.empty() && std::find(owned.begin(), owned.end(), object) == owned.end())
      return name + " is not found by its owner";
  }
  return "";
}

}  // namespace perigee::testing
