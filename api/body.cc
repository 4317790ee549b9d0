#include "api/body.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "api/limits.h"
#include "api/multipart.h"

namespace perigee::api {
namespace {

constexpr std::size_t kMaxChunkLine = 256;

std::uint64_t announced(const Head& head) { return head.content_length.value_or(0); }

// The size of a chunk, without its extensions; nothing for signs, spaces, "0x" and more than 15 digits.
std::optional<std::uint64_t> chunk_size(std::string_view line) {
  const std::string_view digits = line.substr(0, line.find(';'));
  std::uint64_t size = 0;
  if (digits.empty() || digits.size() > 15 || digits.front() == '-') return std::nullopt;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return size;
}

std::string too_large(std::uint64_t most) { return "The body is larger than " + std::to_string(most) + " bytes."; }

}  // namespace

SocketBody::SocketBody(Socket& socket, const Head& head, BodyLimits limits, std::string boundary)
    : socket_(socket),
      limits_(limits),
      boundary_(std::move(boundary)),
      chunked_(head.chunked),
      expects_continue_(head.expects_continue),
      left_(announced(head)) {
  if (!head.has_body()) state_ = State::ended;
}

bool SocketBody::fail(int status, std::string what) {
  state_ = State::failed;
  failure_ = {status, std::move(what)};
  return false;
}

bool SocketBody::begin() {
  state_ = chunked_ ? State::chunk_head : State::counting;
  begun_ = std::chrono::steady_clock::now();
  if (left_ > limits_.bytes) return fail(413, too_large(limits_.bytes));
  if (expects_continue_ && !socket_.write("HTTP/1.1 100 Continue\r\n\r\n")) return fail(408, "The client is gone.");
  return true;
}

// More bytes; within the deadline of the whole and at no less than the least rate.
bool SocketBody::fill() {
  const auto now = std::chrono::steady_clock::now();
  const std::chrono::seconds earned(static_cast<std::int64_t>(received_ / kLeastBodyRate));
  const auto deadline = begun_ + std::min(limits_.deadline, kBodyGrace + earned);
  if (now >= deadline && socket_.wait_readable(now) != Socket::Wait::readable)
    return fail(408, "The body came too slowly. Send at least 1 KiB a second.");
  switch (socket_.fill(std::max(deadline, now))) {
    case Socket::Read::some:
      return true;
    case Socket::Read::end:
      return fail(400, "The connection ended before the body did.");
    case Socket::Read::timeout:
      break;
  }
  return fail(408, "The body came too slowly. Send at least 1 KiB a second.");
}

bool SocketBody::hand_over(const std::function<bool(std::string_view)>& take, State next) {
  if (socket_.buffered().empty() && !fill()) return false;
  const std::string_view piece =
      socket_.buffered().substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, 1 << 20)));
  if (received_ + piece.size() > limits_.bytes) return fail(413, too_large(limits_.bytes));
  const bool wanted = take(piece);
  received_ += piece.size();
  left_ -= piece.size();
  socket_.consume(piece.size());
  if (left_ == 0) state_ = next;
  return wanted;
}

// A line without its CRLF, or a view without data when there is none and the state failed.
std::string_view SocketBody::take_line(std::size_t longest) {
  for (;;) {
    const std::string_view seen = socket_.buffered();
    const std::size_t end = seen.find('\n');
    if (end != std::string_view::npos && end > 0 && end <= longest && seen[end - 1] == '\r')
      return seen.substr(0, end - 1);
    if (end != std::string_view::npos || seen.size() > longest) {
      fail(400, "A chunk of the body is malformed.");
      return {};
    }
    if (!fill()) return {};
  }
}

bool SocketBody::read_chunk_head() {
  const std::string_view line = take_line(kMaxChunkLine);
  if (state_ == State::failed) return false;
  const auto size = chunk_size(line);
  if (!size) return fail(400, "The size of a chunk is not a hexadecimal number.");
  socket_.consume(line.size() + 2);
  left_ = *size;
  if (left_ > limits_.bytes) return fail(413, too_large(limits_.bytes));
  state_ = left_ == 0 ? State::trailers : State::chunk_data;
  return true;
}

bool SocketBody::read_chunk_end() {
  while (socket_.buffered().size() < 2)
    if (!fill()) return false;
  if (!socket_.buffered().starts_with("\r\n")) return fail(400, "A chunk of the body is longer than its size says.");
  socket_.consume(2);
  state_ = State::chunk_head;
  return true;
}

// Trailers are read and dropped: nothing here needs one.
bool SocketBody::read_trailer() {
  const std::string_view line = take_line(kMaxFieldBytes);
  if (state_ == State::failed) return false;
  if (++trailer_lines_ > kMaxFields) return fail(431, "There are more than 100 trailer fields.");
  if (line.empty()) state_ = State::ended;
  socket_.consume(line.size() + 2);
  return true;
}

bool SocketBody::step(const std::function<bool(std::string_view)>& take) {
  switch (state_) {
    case State::fresh:
      return begin();
    case State::counting:
      return hand_over(take, State::ended);
    case State::chunk_head:
      return read_chunk_head();
    case State::chunk_data:
      return hand_over(take, State::chunk_end);
    case State::chunk_end:
      return read_chunk_end();
    case State::trailers:
      return read_trailer();
    case State::ended:
    case State::failed:
      break;
  }
  return false;
}

bool SocketBody::read(const std::function<bool(std::string_view)>& take) {
  while (state_ != State::ended)
    if (!step(take)) return false;
  return true;
}

bool SocketBody::read_parts(const std::function<bool(const Part&)>& begin_part,
                            const std::function<bool(std::string_view)>& take) {
  MultipartReader reader(boundary_, begin_part, take);
  const bool whole = read([&](std::string_view piece) { return reader.write(piece); });
  if (!whole && state_ == State::failed) return false;
  if (!reader.refusal().empty()) return fail(400, reader.refusal());
  if (whole && !reader.is_complete()) return fail(400, "The multipart body ends before its closing boundary.");
  return whole;
}

}  // namespace perigee::api
