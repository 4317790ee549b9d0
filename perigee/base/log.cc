#include "perigee/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdio>
#include <memory>

#include "perigee/base/clock.h"
#include "perigee/base/text.h"
#include "perigee/base/utf8.h"

namespace perigee::log {
namespace {

constexpr std::size_t kLongestLine = 8 * 1024;
constexpr std::size_t kLongestValue = 2 * 1024;

thread_local std::string current_request_id;  // set by RequestScope only

struct Logger {
  std::string component = "perigee";
  Level least = Level::info;
  std::shared_ptr<spdlog::logger> sink;
};

Logger& logger() {
  static Logger made = [] {
    Logger fresh;
    fresh.sink = std::make_shared<spdlog::logger>("perigee", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    fresh.sink->set_pattern("%v");
    fresh.sink->set_level(spdlog::level::trace);
    fresh.sink->flush_on(spdlog::level::trace);
    return fresh;
  }();
  return made;
}

std::string_view word(Level level) {
  static constexpr std::array<std::string_view, 5> kWords = {"debug", "info", "warn", "error", "off"};
  return kWords[static_cast<std::size_t>(level)];
}

void append_escaped(std::string& out, std::string_view text) {
  const std::size_t stop = out.size() + kLongestValue;
  for (std::size_t at = 0; at < text.size() && out.size() < stop;) {
    const char32_t code = next_code_point(text, at);
    if (code == '"' || code == '\\') {
      out += '\\';
      out += static_cast<char>(code);
    } else if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(code));
      out += escape.data();
    } else {
      append_utf8(out, code);
    }
  }
}

void append_member(std::string& out, std::string_view key, std::string_view text) {
  out += ",\"";
  append_escaped(out, key);
  out += "\":\"";
  append_escaped(out, text);
  out += '"';
}

struct AppendValue {
  std::string& out;
  std::string_view key;

  void operator()(std::string_view text) const { append_member(out, key, text); }
  void operator()(bool value) const { bare(value ? "true" : "false"); }
  void operator()(double value) const {
    const std::string text = plain(value);
    bare(text.find_first_of("in") == std::string::npos ? text : "null");  // inf, nan
  }
  template <class Integer>
  void operator()(Integer value) const {
    bare(std::to_string(value));
  }
  void bare(std::string_view text) const {
    out += ",\"";
    append_escaped(out, key);
    out += "\":";
    out += text;
  }
};

void write(Level level, std::string_view message, Fields fields) {
  if (level < logger().least) return;
  std::string text = line(level, message, fields);
  text.insert(1, "\"time\":\"" + iso8601(system_clock().now()) + "\",");
  logger().sink->log(spdlog::level::info, spdlog::string_view_t(text.data(), text.size()));
}

}  // namespace

void setup(std::string_view component, Level least) {
  logger().component = component;
  logger().least = least;
}

Level level_of(std::string_view text) {
  for (const Level level : {Level::debug, Level::warn, Level::error, Level::off})
    if (text == word(level)) return level;
  return Level::info;
}

std::string line(Level level, std::string_view message, Fields fields) {
  std::string text = "{\"level\":\"" + std::string(word(level)) + '"';
  append_member(text, "component", logger().component);
  append_member(text, "message", message);
  if (!current_request_id.empty()) append_member(text, "request_id", current_request_id);
  for (const auto& field : fields) {
    const std::size_t before = text.size();
    std::visit(AppendValue{text, field.key}, field.value);
    if (text.size() > kLongestLine - 64) {
      text.resize(before);
      text += ",\"truncated\":true";
      break;
    }
  }
  return text + '}';
}

void debug(std::string_view message, Fields fields) { write(Level::debug, message, fields); }
void info(std::string_view message, Fields fields) { write(Level::info, message, fields); }
void warn(std::string_view message, Fields fields) { write(Level::warn, message, fields); }
void error(std::string_view message, Fields fields) { write(Level::error, message, fields); }

RequestScope::RequestScope(std::string id) { current_request_id = std::move(id); }
RequestScope::~RequestScope() { current_request_id.clear(); }

std::string_view request_id() { return current_request_id; }

}  // namespace perigee::log
