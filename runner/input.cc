#include "runner/input.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "perigee/base/error.h"

namespace perigee::runner {
namespace {

constexpr std::size_t kMost = 1 << 20;

std::string read_all(int fd) {
  std::string text(kMost, '\0');
  std::size_t length = 0;
  for (;;) {
    const auto count = ::read(fd, text.data() + length, text.size() - length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    length += static_cast<std::size_t>(count);
  }
  text.resize(length);
  return text;
}

}  // namespace

std::string read_input(const std::string& path) {
  if (path == "-") return read_all(STDIN_FILENO);
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    throw EnvironmentError(Fault::disk, "'" + path + "' can not be read: " + std::generic_category().message(errno) +
                                            ". Give a file that exists and is readable.");
  std::string text = read_all(fd);
  ::close(fd);
  return text;
}

}  // namespace perigee::runner
