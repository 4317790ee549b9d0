#include "api/socket.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "api/limits.h"

namespace perigee::api {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kReadBytes = std::size_t{64} * 1024;
constexpr std::size_t kLingerBytes = std::size_t{256} * 1024;
constexpr milliseconds kLinger{500};

int milliseconds_until(Socket::Time deadline) {
  const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

bool is_writable_within(int fd, milliseconds longest) {
  pollfd waited{fd, POLLOUT, 0};
  return ::poll(&waited, 1, static_cast<int>(longest.count())) > 0 && (waited.revents & POLLOUT) != 0;
}

}  // namespace

Socket::Socket(int fd) : fd_(fd) { buffer_.reserve(4096); }

Socket::~Socket() { ::close(fd_); }

void Socket::consume(std::size_t bytes) {
  begin_ += bytes;
  if (begin_ < buffer_.size()) return;
  buffer_.clear();
  begin_ = 0;
}

Socket::Wait Socket::wait_readable(Time deadline, std::span<const int> interrupts) {
  std::array<pollfd, 4> waited{pollfd{fd_, POLLIN, 0}};
  std::size_t count = 1;
  for (const int fd : interrupts) waited[count++] = {fd, POLLIN, 0};
  for (;;) {
    const int ready = ::poll(waited.data(), count, milliseconds_until(deadline));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return Wait::timeout;
    return waited[0].revents != 0 ? Wait::readable : Wait::interrupted;
  }
}

Socket::Read Socket::fill(Time deadline) {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  std::array<char, kReadBytes> chunk;  // not zeroed: 64 KiB would cost more than the call
  for (;;) {
    const ssize_t got = ::recv(fd_, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got > 0) {
      buffer_.append(chunk.data(), static_cast<std::size_t>(got));
      return Read::some;
    }
    if (got == 0) return Read::end;
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return Read::end;
    if (wait_readable(deadline) == Wait::timeout) return Read::timeout;
  }
}

bool Socket::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
    if (!is_writable_within(fd_, kWriteStall)) return false;
  }
  return true;
}

void Socket::linger() {
  ::shutdown(fd_, SHUT_WR);
  const Time deadline = steady_clock::now() + kLinger;
  for (std::size_t dropped = 0; dropped < kLingerBytes;) {
    consume(buffered().size());
    if (fill(deadline) != Read::some) return;
    dropped += buffered().size();
  }
}

void Socket::cut() { ::shutdown(fd_, SHUT_RDWR); }

std::string Socket::peer() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getpeername(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  std::array<char, NI_MAXHOST> host{};
  if (::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST))
    return {};
  return host.data();
}

}  // namespace perigee::api
