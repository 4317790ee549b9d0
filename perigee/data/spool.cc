#include "perigee/data/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "perigee/base/error.h"

namespace perigee {
namespace {

constexpr std::size_t kSmall = 1 << 16, kInMemory = 1 << 20;

std::string default_directory() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? named : "/tmp";
}

[[noreturn]] void fail(const std::string& directory, const char* what) {
  throw EnvironmentError(Fault::disk, "The upload can not be " + std::string(what) + " in the folder " + directory +
                                          ": " + std::strerror(errno) +
                                          ". Free space there, or name another folder with TMPDIR.");
}

// A file without a name; where the file system knows no such thing, one whose name is removed at once.
int open_nameless(const std::string& directory) {
  const int file = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) return file;
  std::string path = directory + "/perigee-XXXXXX";
  const int named = ::mkostemp(path.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(path.c_str());
  return named;
}

}  // namespace

Spool::Spool(std::string directory) : directory_(directory.empty() ? default_directory() : std::move(directory)) {}

Spool::~Spool() {
  if (file_ >= 0) ::close(file_);
}

void Spool::write(std::string_view bytes) {
  size_ += bytes.size();
  if (file_ < 0 && size_ > kInMemory) move_to_file();
  if (file_ >= 0) return write_file(bytes);
  if (size_ > kSmall) memory_.reserve(kInMemory);  // once: a page that is not written to costs nothing
  memory_ += bytes;
}

void Spool::move_to_file() {
  file_ = open_nameless(directory_);
  if (file_ < 0) fail(directory_, "kept");
  write_file(memory_);
  std::string().swap(memory_);
}

void Spool::write_file(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(directory_, "written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t Spool::read(std::uint64_t offset, char* to, std::size_t bytes) const {
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, size_ - std::min(size_, offset)));
  if (file_ < 0) {
    std::memcpy(to, memory_.data() + std::min<std::uint64_t>(offset, memory_.size()), wanted);
    return wanted;
  }
  for (std::size_t done = 0; done < wanted;) {
    const ssize_t read = ::pread(file_, to + done, wanted - done, static_cast<off_t>(offset + done));
    if (read < 0 && errno == EINTR) continue;
    if (read <= 0) fail(directory_, "read back");
    done += static_cast<std::size_t>(read);
  }
  return wanted;
}

}  // namespace perigee
