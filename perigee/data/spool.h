// Spool: the body of an upload, kept between the two passes. Small ones stay in memory, larger ones lie in a file that
// has no name, so that nothing is left behind however the process ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace perigee {

// Not thread-safe. Throws EnvironmentError (disk) when the file can not be made, written or read.
class Spool {
 public:
  explicit Spool(std::string directory);  // empty: $TMPDIR, else /tmp
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  void write(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  // Bytes from `offset` on; fewer than asked for only at the end.
  std::size_t read(std::uint64_t offset, char* to, std::size_t bytes) const;

 private:
  void move_to_file();
  void write_file(std::string_view bytes);

  std::string directory_;
  std::string memory_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace perigee
