#include "perigee/kube/watch.h"

#include "perigee/base/text.h"

namespace perigee::kube {
namespace {

std::optional<WatchEvent::Type> type_of(std::string_view word) {
  if (word == "ADDED") return WatchEvent::Type::added;
  if (word == "MODIFIED") return WatchEvent::Type::modified;
  if (word == "DELETED") return WatchEvent::Type::deleted;
  if (word == "BOOKMARK") return WatchEvent::Type::bookmark;
  return std::nullopt;
}

ApiError error_in(const Object& status) {
  ApiError error = error_of_answer(0, status.json, std::nullopt);
  if (error.code == 0) return malformed("an ERROR event without a Status");
  return error;
}

}  // namespace

std::vector<WatchEvent> WatchDecoder::write(std::string_view bytes) {
  std::vector<WatchEvent> events;
  while (!error_) {
    const std::size_t newline = bytes.find('\n');
    if (newline == std::string_view::npos) {
      line_ += bytes;
      break;
    }
    if (line_.empty()) {
      take_line(bytes.substr(0, newline), events);
    } else {
      line_ += bytes.substr(0, newline);
      take_line(line_, events);
      line_ = {};  // a long one is no reason to keep its memory
    }
    bytes.remove_prefix(newline + 1);
  }
  return events;
}

void WatchDecoder::take_line(std::string_view line, std::vector<WatchEvent>& events) {
  if (trim(line).empty()) return;
  auto read = read_object(line, shape_, Wrapping::watch_event);
  if (!read) {
    error_ = malformed("a line of a watch is not an event");
    return;
  }
  if (read->type == "ERROR") {
    error_ = error_in(read->object);
    return;
  }
  const auto type = type_of(read->type);
  const bool is_named = !read->object.name.empty() || type == WatchEvent::Type::bookmark;
  if (!type || !is_named || read->object.resource_version == 0) {
    error_ = malformed("an event of a watch has no known type, no name or no resource version");
    return;
  }
  events.push_back({*type, std::move(read->object)});
}

}  // namespace perigee::kube
