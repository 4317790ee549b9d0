#include "tests/controller/simulator/history.h"

#include <algorithm>
#include <charconv>

namespace perigee::controller::simulator {

using Type = kube::WatchEvent::Type;

std::vector<std::string> History::names() const {
  std::vector<std::string> names;
  for (const auto& [name, number] : now_) names.push_back(name);
  return names;
}

std::size_t History::note(std::uint64_t revision, Names names) {
  const std::size_t number = log_.size();
  const bool is_new = now_.insert_or_assign(names.name, number).second;
  log_.push_back({revision, is_new ? Type::added : Type::modified, std::move(names)});
  return number;
}

std::size_t History::note_removal(std::uint64_t revision, const std::string& name) {
  const auto found = now_.find(name);
  Names names = log_[found->second].names;
  now_.erase(found);
  log_.push_back({revision, Type::deleted, std::move(names)});
  return log_.size() - 1;
}

std::size_t History::number_of(const kube::Object& object) {
  std::size_t number = 0;
  std::from_chars(object.json.data(), object.json.data() + object.json.size(), number);
  return number;
}

kube::Object History::object_at(std::size_t number) const {
  const Entry& entry = log_[number];
  return {"", entry.names.name, entry.names.uid, entry.names.owner_uid, entry.revision, std::to_string(number)};
}

std::vector<kube::WatchEvent> History::events(std::uint64_t version, std::uint64_t to, std::size_t most) const {
  const auto is_later = [](std::uint64_t revision, const Entry& entry) { return revision < entry.revision; };
  std::vector<kube::WatchEvent> events;
  for (auto at = std::upper_bound(log_.begin(), log_.end(), version, is_later);
       at != log_.end() && at->revision <= to && events.size() < most; ++at)
    events.push_back({at->type, object_at(static_cast<std::size_t>(at - log_.begin()))});
  return events;
}

History::Page History::page(std::uint64_t revision, const std::string& after, std::size_t limit) const {
  const auto state = state_at(revision);
  Page page;
  for (auto at = state.upper_bound(after); at != state.end(); ++at) {
    if (limit > 0 && page.items.size() == limit) {
      page.last = page.items.back().name;
      break;
    }
    page.items.push_back(object_at(at->second));
  }
  return page;
}

std::map<std::string, std::size_t> History::state_at(std::uint64_t revision) const {
  std::map<std::string, std::size_t> state;
  for (std::size_t at = 0; at < log_.size() && log_[at].revision <= revision; ++at) {
    if (log_[at].type == Type::deleted)
      state.erase(log_[at].names.name);
    else
      state[log_[at].names.name] = at;
  }
  return state;
}

}  // namespace perigee::controller::simulator
