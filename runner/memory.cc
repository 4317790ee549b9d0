#include "runner/memory.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <memory>

#include "perigee/schema/env.h"

namespace perigee::runner {
namespace {

// "max", an unreadable or an absent file: no limit.
std::uint64_t control_group_limit() {
  constexpr auto kNone = std::numeric_limits<std::uint64_t>::max();
  const int fd = ::open("/sys/fs/cgroup/memory.max", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return kNone;
  std::array<char, 32> text{};
  const auto length = ::read(fd, text.data(), text.size());
  ::close(fd);
  std::uint64_t limit = kNone;
  if (length > 0) std::from_chars(text.data(), text.data() + length, limit);
  return limit;
}

std::string in_words(std::uint64_t bytes) { return bytes_in_words(static_cast<std::int64_t>(bytes)); }

}  // namespace

std::uint64_t machine_memory() {
  const auto pages = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
  const auto page = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PAGESIZE)));
  return std::min(pages * page, control_group_limit());
}

std::uint64_t data_share(std::uint64_t memory) { return memory - memory / 4; }

void limit_memory([[maybe_unused]] std::uint64_t bytes) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_DATA, &limit);
#endif
}

void keep_freed_memory() {
  ::mallopt(M_MMAP_THRESHOLD, 16 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 32 << 20);
}

void take_first_pages() {
  constexpr std::size_t kFirst = 5 << 20, kPage = 4096;
  void* const block = std::malloc(kFirst);  // a piece of the heap, which keeps it when it is freed
  void* first = block;
  std::size_t bytes = kFirst;
  if (block != nullptr && std::align(kPage, kFirst - kPage, first, bytes) != nullptr)
    ::madvise(first, kFirst - kPage, MADV_POPULATE_WRITE);  // a kernel that does not know it brings them one by one
  std::free(block);
}

std::optional<Problem> too_large(const std::string& what, std::uint64_t bytes, std::uint64_t memory) {
  if (bytes <= data_share(memory)) return std::nullopt;
  return Problem{"too-large",
                 "",
                 what + " takes " + in_words(bytes) + "; data may take " + in_words(data_share(memory)) + " of the " +
                     in_words(memory) + " of memory allowed.",
                 "Allow more by --memory, or draw from fewer rows.",
                 {},
                 {}};
}

}  // namespace perigee::runner
