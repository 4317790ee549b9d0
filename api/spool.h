// A temporary file without a name: gone when it is closed, whatever happens. Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace perigee::api {

class Spool {
 public:
  explicit Spool(const std::string& directory);  // empty: $TMPDIR, else /tmp; throws EnvironmentError (disk)
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  void write(std::string_view bytes);  // appends; throws EnvironmentError (disk)
  std::uint64_t size() const { return size_; }
  // Up to `bytes` from `offset`; shorter only at the end.
  std::string read(std::uint64_t offset, std::size_t bytes) const;

 private:
  int fd_;
  std::uint64_t size_ = 0;
};

}  // namespace perigee::api
