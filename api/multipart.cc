#include "api/multipart.h"

#include <algorithm>
#include <utility>

#include "api/limits.h"
#include "perigee/base/text.h"

namespace perigee::api {
namespace {

constexpr std::size_t kMaxBoundary = 70;  // RFC 2046

// The value of `name="…"` or `name=…` among the parameters behind the first ';'; quotes and backslashes undone.
std::optional<std::string> parameter_of(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos) {
    std::string_view rest = trim(header.substr(at + 1));
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const bool wanted = lower(trim(rest.substr(0, equals))) == name;
    rest.remove_prefix(equals + 1);
    std::string value;
    std::size_t end = 0;
    if (rest.starts_with('"')) {
      for (end = 1; end < rest.size() && rest[end] != '"'; ++end) {
        if (rest[end] == '\\' && end + 1 < rest.size() && (rest[end + 1] == '"' || rest[end + 1] == '\\')) ++end;
        value += rest[end];
      }
      if (end >= rest.size()) return std::nullopt;  // the quote is not closed
    } else {
      value = trim(rest.substr(0, rest.find(';')));
    }
    if (wanted) return value;
    const std::size_t next = rest.find(';', end);
    if (next == std::string_view::npos) return std::nullopt;
    header = rest;
    at = next;
  }
  return std::nullopt;
}

std::optional<Body::Part> part_of(std::string_view head) {
  Body::Part part;
  bool named = false;
  while (!head.empty()) {
    const std::size_t end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string name = lower(trim(line.substr(0, colon)));
    const std::string_view value = trim(line.substr(colon + 1));
    if (name == "content-type") part.content_type = value;
    if (name == "content-disposition") {
      const auto field = parameter_of(value, "name");
      if (!lower(value).starts_with("form-data") || !field) return std::nullopt;
      part.name = *field;
      part.filename = parameter_of(value, "filename").value_or("");
      named = true;
    }
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
  }
  if (!named) return std::nullopt;
  return part;
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  if (lower(trim(content_type.substr(0, content_type.find(';')))) != "multipart/form-data") return std::string();
  auto boundary = parameter_of(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kMaxBoundary) return std::nullopt;
  return boundary;
}

MultipartReader::MultipartReader(std::string_view boundary, std::function<bool(const Body::Part&)> begin,
                                 std::function<bool(std::string_view)> take)
    : delimiter_("\r\n--" + std::string(boundary)), begin_(std::move(begin)), take_(std::move(take)) {
  buffer_ = "\r\n";  // the first boundary may open the body
}

bool MultipartReader::refuse(std::string why) {
  refusal_ = std::move(why);
  return false;
}

bool MultipartReader::write(std::string_view bytes) {
  if (state_ == State::ended) return true;  // an epilogue is dropped
  buffer_.append(bytes);
  for (bool goes_on = true; goes_on && state_ != State::ended;)
    if (!step(goes_on)) return false;
  return true;
}

// One step; `goes_on` becomes false when more bytes are needed.
bool MultipartReader::step(bool& goes_on) {
  switch (state_) {
    case State::preamble:
      goes_on = skip_preamble();
      return true;
    case State::after_boundary:
      return after_boundary(goes_on);
    case State::head:
      return read_head(goes_on);
    case State::data:
      return read_data(goes_on);
    case State::ended:
      break;
  }
  return true;
}

bool MultipartReader::skip_preamble() {
  const std::size_t found = buffer_.find(delimiter_);
  const std::size_t keep = std::min(buffer_.size(), delimiter_.size() - 1);
  const bool here = found != std::string::npos;
  buffer_.erase(0, here ? found + delimiter_.size() : buffer_.size() - keep);
  if (here) state_ = State::after_boundary;
  return here;
}

bool MultipartReader::after_boundary(bool& goes_on) {
  if (buffer_.size() < 2) return !(goes_on = false);
  if (buffer_.starts_with("--")) {
    state_ = State::ended;
    return true;
  }
  if (!buffer_.starts_with("\r\n"))
    return refuse("A boundary of the multipart body is followed by neither a line end nor '--'.");
  if (++parts_ > kMaxParts) return refuse("The multipart body has more than 8 parts.");
  state_ = State::head;
  return true;
}

bool MultipartReader::read_head(bool& goes_on) {
  const std::size_t end = buffer_.find("\r\n\r\n");
  if (std::min(end, buffer_.size()) > kMaxPartHeadBytes)
    return refuse("The head of a part is longer than 8,192 bytes.");
  if (end == std::string::npos) return !(goes_on = false);
  const auto part = part_of(std::string_view(buffer_).substr(2, end < 2 ? 0 : end - 2));
  if (!part) return refuse("A part of the multipart body has no 'Content-Disposition: form-data; name=\"…\"'.");
  buffer_.erase(0, end + 4);
  state_ = State::data;
  return begin_(*part);
}

bool MultipartReader::read_data(bool& goes_on) {
  const std::size_t found = buffer_.find(delimiter_);
  const bool here = found != std::string::npos;
  const std::size_t sure = here ? found : buffer_.size() - std::min(buffer_.size(), delimiter_.size() - 1);
  if (sure > 0 && !take_(std::string_view(buffer_).substr(0, sure))) return false;
  buffer_.erase(0, here ? found + delimiter_.size() : sure);
  state_ = here ? State::after_boundary : State::data;
  goes_on = here;
  return true;
}

}  // namespace perigee::api
