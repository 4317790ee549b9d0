#include "tests/controller/wire/watch_stream.h"

#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

namespace perigee::testing {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto kBookmarks = 20s;  // between two of them
constexpr std::size_t kHuge = 1'500'000;

std::string line(std::string_view type, std::string_view object) {
  return R"({"type":")" + std::string(type) + R"(","object":)" + std::string(object) + "}\n";
}

std::string bookmark(std::uint64_t version) {
  return line("BOOKMARK", json{{"metadata", {{"resourceVersion", std::to_string(version)}}}}.dump());
}

std::string lines_of(const std::vector<ModelEvent>& events) {
  std::string all;
  for (const ModelEvent& event : events) all += line(event.type, event.json);
  return all;
}

std::string huge(const ModelEvent& event) {
  json object = json::parse(event.json);
  object["metadata"]["annotations"]["filler"] = std::string(kHuge, 'x');
  return line(event.type, object.dump());
}

}  // namespace

std::string status_json(int code, std::string_view reason, std::string_view message) {
  return json{{"kind", "Status"},   {"apiVersion", "v1"}, {"status", "Failure"},
              {"message", message}, {"reason", reason},   {"code", code}}
      .dump();
}

void WatchStream::run() {
  std::uint64_t version = std::strtoull(call_->parameter("resourceVersion").c_str(), nullptr, 10);
  if (!model_->remembers(version))
    return exchange_->answer(410, status_json(410, "Expired", "too old resource version"));
  exchange_->begin_chunks();
  auto marked = std::chrono::steady_clock::now();
  while (!is_left()) {
    const auto events = model_->events(call_->kind, version, call_->selector(), 100ms);
    if (!events.empty()) {
      version = events.back().version;
      if (!tell(events)) return;
    }
    if (std::chrono::steady_clock::now() < marked + kBookmarks) continue;
    exchange_->chunk(bookmark(version));
    marked = std::chrono::steady_clock::now();
  }
  exchange_->close();
}

bool WatchStream::tell(const std::vector<ModelEvent>& events) {
  const WatchFault fault = next_fault_();
  return fault == WatchFault::none ? tell_in_order(events) : tell_wrongly(events, fault);
}

bool WatchStream::tell_in_order(const std::vector<ModelEvent>& events) {
  for (const ModelEvent& event : events) exchange_->chunk(line(event.type, event.json));
  return true;
}

bool WatchStream::tell_wrongly(const std::vector<ModelEvent>& events, WatchFault fault) {
  std::string all = lines_of(events);
  switch (fault) {
    case WatchFault::repeat:
      exchange_->chunk(all);
      return tell_in_order(events);
    case WatchFault::swap_kinds:
      std::this_thread::sleep_for(300ms);
      return tell_in_order(events);
    case WatchFault::delay:
      std::this_thread::sleep_for(1'500ms);
      return tell_in_order(events);
    case WatchFault::break_off:
    case WatchFault::half_close:
      return break_off(std::string_view(all).substr(0, all.size() / 2), fault);
    case WatchFault::expire:
      return expire(all);
    case WatchFault::lose_and_expire:
      return expire("");
    case WatchFault::mark_only:
      exchange_->chunk(bookmark(events.front().version - 1));
      exchange_->end_chunks();
      return false;
    case WatchFault::in_pieces:
      for (const char c : all) exchange_->chunk(std::string_view(&c, 1));
      return true;
    case WatchFault::in_one:
      std::this_thread::sleep_for(50ms);
      // Told once more, by themselves, afterwards.
      all += lines_of(model_->events(call_->kind, events.back().version, call_->selector(), 0ms));
      exchange_->chunk(all);
      return true;
    case WatchFault::huge:
      for (const ModelEvent& event : events) exchange_->chunk(huge(event));
      return true;
    case WatchFault::fall_silent:
      return fall_silent();
    default:
      exchange_->end_chunks();
      return false;
  }
}

bool WatchStream::break_off(std::string_view half, WatchFault fault) {
  exchange_->chunk(half);
  if (fault == WatchFault::break_off)
    exchange_->reset();
  else
    exchange_->close();
  return false;
}

bool WatchStream::expire(std::string_view told) {
  exchange_->chunk(told);
  model_->forget();
  exchange_->chunk(line("ERROR", status_json(410, "Expired", "too old resource version")));
  exchange_->end_chunks();
  return false;
}

// The connection stays open, and no byte comes any more.
bool WatchStream::fall_silent() {
  while (!is_left()) std::this_thread::sleep_for(20ms);
  exchange_->close();
  return false;
}

}  // namespace perigee::testing
