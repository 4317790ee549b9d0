// JSON-lines log on stderr: a constant message and variable key/values, one object a line, ≤ 8 KiB.
//
// Control characters and invalid UTF-8 are escaped, so no input can forge a line. Thread-safe. Credentials are never
// passed here. Level and component name are set once, by main.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace perigee::log {

enum class Level { debug, info, warn, error, off };

using Value = std::variant<std::string_view, std::int64_t, std::uint64_t, int, double, bool>;

// Text is viewed, not copied: fields live as long as the call that logs them.
struct Field {
  std::string_view key;
  Value value;
};

using Fields = std::initializer_list<Field>;

// Names the component in every line and sets the least level written.
void setup(std::string_view component, Level least);

// "debug", "info", "warn", "error" or "off"; anything else gives info.
Level level_of(std::string_view word);

void debug(std::string_view message, Fields fields = {});
void info(std::string_view message, Fields fields = {});
void warn(std::string_view message, Fields fields = {});
void error(std::string_view message, Fields fields = {});

// The line as it is written, without time and newline; apart for the tests.
std::string line(Level level, std::string_view message, Fields fields);

// While it lives, the calling thread's lines carry "request_id". Not copyable; one at a time per thread.
class RequestScope {
 public:
  explicit RequestScope(std::string id);
  ~RequestScope();
  RequestScope(const RequestScope&) = delete;
  RequestScope& operator=(const RequestScope&) = delete;
};

// The id of the innermost RequestScope of this thread, or empty.
std::string_view request_id();

}  // namespace perigee::log
