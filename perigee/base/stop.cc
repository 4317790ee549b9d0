#include "perigee/base/stop.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <limits>

#include "perigee/base/error.h"

namespace perigee {
namespace {

int signalled_fd = -1;  // the one thing a signal handler can reach

void on_signal(int) {
  const int saved = errno;
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(signalled_fd, &one, sizeof one);
  errno = saved;
}

bool readable_within(int fd, int milliseconds) {
  pollfd waited{fd, POLLIN, 0};
  return ::poll(&waited, 1, milliseconds) > 0;
}

}  // namespace

Stop::Stop() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (fd_ < 0) throw EnvironmentError(Fault::internal, "No eventfd can be made. Raise the limit of open files.");
}

Stop::~Stop() { ::close(fd_); }

void Stop::request() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(fd_, &one, sizeof one);
}

bool Stop::requested() const { return readable_within(fd_, 0); }

bool Stop::wait_for(std::chrono::milliseconds longest) const {
  using Steady = std::chrono::steady_clock;
  const auto deadline = Steady::now() + longest;
  for (;;) {  // a signal may end poll early
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now()).count();
    const auto bounded = std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max());
    if (readable_within(fd_, static_cast<int>(bounded))) return true;
    if (left <= 0) return false;
  }
}

void Stop::wait() const {
  while (!readable_within(fd_, -1)) {
  }
}

void stop_on_signals(Stop& stop) {
  signalled_fd = stop.fd();
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, nullptr);
}

}  // namespace perigee
