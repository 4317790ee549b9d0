#include "api/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "perigee/base/error.h"

namespace perigee::api {
namespace {

std::string folder(const std::string& given) {
  if (!given.empty()) return given;
  const char* temporary = std::getenv("TMPDIR");
  return temporary && *temporary ? temporary : "/tmp";
}

[[noreturn]] void fail(const std::string& what) {
  throw EnvironmentError(Fault::disk, what + ": " + std::strerror(errno) + ". Free space or set PERIGEE_SPOOL.");
}

}  // namespace

Spool::Spool(const std::string& directory) {
  std::string path = folder(directory) + "/perigee-XXXXXX";
  fd_ = ::mkostemp(path.data(), O_CLOEXEC);
  if (fd_ < 0) fail("No temporary file can be made in " + folder(directory));
  ::unlink(path.c_str());
}

Spool::~Spool() { ::close(fd_); }

void Spool::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail("A temporary file can not be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
    size_ += static_cast<std::uint64_t>(written);
  }
}

std::string Spool::read(std::uint64_t offset, std::size_t bytes) const {
  std::string out(bytes, '\0');
  std::size_t filled = 0;
  while (filled < bytes) {
    const ssize_t got = ::pread(fd_, out.data() + filled, bytes - filled, static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("A temporary file can not be read");
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  out.resize(filled);
  return out;
}

}  // namespace perigee::api
