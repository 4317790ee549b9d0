// A watch as it arrives: lines of JSON in pieces of any size, each line one event. Not thread-safe.
//
// Only the line that is being received is held; it may be as long as it likes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/kube/api_error.h"
#include "perigee/kube/object.h"

namespace perigee::kube {

struct WatchEvent {
  enum class Type { added, modified, deleted, bookmark };
  Type type = Type::added;
  Object object;  // of a bookmark only its resource version
  bool operator==(const WatchEvent&) const = default;
};

class WatchDecoder {
 public:
  explicit WatchDecoder(Shape shape = {}) : shape_(std::move(shape)) {}

  // The events that these bytes complete. After an error there are no more.
  std::vector<WatchEvent> write(std::string_view bytes);

  // Why the watch is over: an ERROR event (410 among them), or a line that makes no sense.
  const std::optional<ApiError>& error() const { return error_; }

 private:
  void take_line(std::string_view line, std::vector<WatchEvent>& events);

  Shape shape_;
  std::string line_;  // received so far, without its newline
  std::optional<ApiError> error_;
};

}  // namespace perigee::kube
