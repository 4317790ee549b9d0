#include "runner/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <system_error>

#include "perigee/base/error.h"
#include "runner/interrupt.h"

namespace perigee::runner {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  throw EnvironmentError(Fault::disk, "'" + path + "' can not be written: " + std::generic_category().message(error) +
                                          ". Choose a folder that exists, is writable and has room.");
}

class File {
 public:
  File(const std::string& path, int flags) : fd_(::open(path.c_str(), flags | O_WRONLY | O_CLOEXEC, 0666)) {}
  ~File() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool is_open() const { return fd_ >= 0; }
  int fd() const { return fd_; }
  // What a full disk says only now.
  bool close() {
    const bool closed = ::close(fd_) == 0;
    fd_ = -1;
    return closed;
  }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool is_device_or_pipe(const std::string& path) {
  struct stat facts {};
  return ::stat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode);
}

void write_device(const std::string& path, std::string_view bytes) {
  File file(path, 0);
  if (!file.is_open() || !write_all(file.fd(), bytes)) fail(path, errno);
}

// Where a symbolic link leads, so that the link itself stays.
std::string destination(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
  return resolved ? resolved.get() : path;
}

void write_file(const std::string& path, std::string_view bytes) {
  const std::string target = destination(path);
  const std::string part = target + "." + std::to_string(::getpid()) + ".part";
  const Leftover leftover(part);
  File file(part, O_CREAT | O_EXCL);
  if (!file.is_open()) fail(path, errno);
  if (write_all(file.fd(), bytes) && file.close() && std::rename(part.c_str(), target.c_str()) == 0) return;
  const int error = errno;
  ::unlink(part.c_str());
  fail(path, error);
}

}  // namespace

void write_output(const std::string& path, std::string_view bytes) {
  if (path == "-") {
    if (!write_all(STDOUT_FILENO, bytes)) fail("standard output", errno);
    return;
  }
  is_device_or_pipe(path) ? write_device(path, bytes) : write_file(path, bytes);
}

}  // namespace perigee::runner
