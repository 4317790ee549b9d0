#include "runner/input.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "perigee/base/error.h"

namespace perigee::runner {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

[[noreturn]] void fail(const std::string& path) {
  throw EnvironmentError(Fault::disk, "'" + path + "' can not be read: " + std::generic_category().message(errno) +
                                          ". Give a file that exists and is readable.");
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : number_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  ssize_t read(char* to, std::size_t bytes) const {
    for (;;) {
      const auto count = ::read(number_, to, bytes);
      if (count >= 0 || errno != EINTR) return count;
    }
  }

 private:
  int number_;
};

}  // namespace

std::string read_input(const std::string& path, std::size_t most) {
  const Descriptor input(path);
  if (!input.is_open()) fail(path);
  std::string bytes;
  for (std::size_t length = 0;;) {
    const std::size_t piece = std::min(kPiece, most + 1 - length);
    bytes.resize(length + piece);
    const auto count = input.read(bytes.data() + length, piece);
    if (count < 0) fail(path);
    length += static_cast<std::size_t>(count);
    bytes.resize(length);
    if (count == 0 || length > most) return bytes;
  }
}

}  // namespace perigee::runner
