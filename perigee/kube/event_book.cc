#include "perigee/kube/event_book.h"

#include <iterator>
#include <nlohmann/json.hpp>

#include "perigee/base/sha256.h"
#include "perigee/base/utf8.h"
#include "perigee/kube/lease.h"

namespace perigee::kube {
namespace {

constexpr std::size_t kLongestText = 1024;  // what the server takes

std::string shortened(const std::string& text) { return to_valid_utf8(std::string_view(text).substr(0, kLongestText)); }

// The same for a write that is repeated, unlike that of any other series.
std::string event_name(const EventNote& note, Millis wall) {
  const std::string what = note.uid + "\n" + note.reason + "\n" + note.action + "\n" + std::to_string(wall);
  return note.name.substr(0, 200) + "." + sha256_hex(what).substr(0, 16);
}

}  // namespace

std::optional<EventWrite> EventBook::note(const EventNote& note, Time now, Millis wall) {
  Key key{note.uid, note.reason, note.action, note.type};
  const auto known = by_key_.find(key);
  if (known != by_key_.end() && now - known->second->seen_at < kQuiet) {
    Series& series = *known->second;
    series_.splice(series_.end(), series_, known->second);
    ++series.count;
    series.seen_at = now;
    series.seen = wall;
    const bool is_second = series.written == 1;
    return is_second || now - series.written_at >= kRefresh ? std::optional(write_of(series, now)) : std::nullopt;
  }
  if (known != by_key_.end()) forget(known->second);
  if (series_.size() >= kMost) forget(series_.begin());
  const std::string name = event_name(note, wall);
  series_.push_back({key, name, 1, 1, now, now, wall});
  by_key_.emplace(std::move(key), std::prev(series_.end()));
  return EventWrite{EventWrite::Kind::create, name, json_of(note, name, wall)};
}

std::vector<EventWrite> EventBook::due(Time now) {
  std::vector<EventWrite> writes;
  for (Series& series : series_) {
    const bool has_ended = now - series.seen_at >= kQuiet, grew = series.count > series.written;
    if (grew && (has_ended || now - series.written_at >= kRefresh)) writes.push_back(write_of(series, now));
  }
  while (!series_.empty() && now - series_.front().seen_at >= kQuiet) forget(series_.begin());
  return writes;
}

EventWrite EventBook::write_of(Series& series, Time now) {
  series.written = series.count;
  series.written_at = now;
  const nlohmann::json patch = {{"series", {{"count", series.count}, {"lastObservedTime", micro_time(series.seen)}}}};
  return {EventWrite::Kind::series, series.name, patch.dump()};
}

void EventBook::forget(std::list<Series>::iterator series) {
  by_key_.erase(series->key);
  series_.erase(series);
}

std::string EventBook::json_of(const EventNote& note, const std::string& name, Millis wall) const {
  const nlohmann::json event = {{"apiVersion", "events.k8s.io/v1"},
                                {"kind", "Event"},
                                {"metadata", {{"namespace", note.namespace_name}, {"name", name}}},
                                {"eventTime", micro_time(wall)},
                                {"reportingController", source_.controller},
                                {"reportingInstance", source_.instance.substr(0, 128)},
                                {"type", note.type == EventNote::Type::normal ? "Normal" : "Warning"},
                                {"reason", note.reason},
                                {"action", note.action},
                                {"note", shortened(note.text)},
                                {"regarding",
                                 {{"apiVersion", note.api_version},
                                  {"kind", note.kind},
                                  {"namespace", note.namespace_name},
                                  {"name", note.name},
                                  {"uid", note.uid}}}};
  return event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace perigee::kube
