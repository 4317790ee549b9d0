#include "runner/input.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "perigee/base/error.h"

namespace perigee::runner {
namespace {

[[noreturn]] void fail(const std::string& path) {
  throw EnvironmentError(Fault::disk, "'" + path + "' can not be read: " + std::generic_category().message(errno) +
                                          ". Give a file that exists and is readable.");
}

}  // namespace

Input::Input(const std::string& path)
    : path_(path), descriptor_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) fail(path_);
}

Input::~Input() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

std::size_t Input::read(char* to, std::size_t bytes) {
  for (;;) {
    const auto count = ::read(descriptor_, to, bytes);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) fail(path_);
  }
}

std::string read_input(const std::string& path, std::size_t most) {
  Input input(path);
  std::string bytes(most + 1, '\0');
  std::size_t length = 0;
  while (length < bytes.size()) {
    const std::size_t count = input.read(bytes.data() + length, bytes.size() - length);
    if (count == 0) break;
    length += count;
  }
  bytes.resize(length);
  return bytes;
}

}  // namespace perigee::runner
