// One accepted connection: reads with deadlines, writes that may stall only so long, and an end the client can see.
//
// Used by the one thread that serves the connection; `cut` alone may be called from another.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace perigee::api {

class Socket {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Socket(int fd);  // owns it
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  // What came and was not consumed yet.
  std::string_view buffered() const { return std::string_view(buffer_).substr(begin_); }
  void consume(std::size_t bytes);

  enum class Wait { readable, timeout, interrupted };
  // Until bytes are there, `deadline` passed or one of the descriptors became readable.
  Wait wait_readable(Time deadline, std::span<const int> interrupts = {});

  enum class Read { some, end, timeout };
  // Appends what is there to the buffer; waits for it until the deadline.
  Read fill(Time deadline);

  // All of it, or false: the client is gone, or took nothing for kWriteStall.
  bool write(std::string_view bytes);

  // Says good-bye: no more is sent, and what the client still sends is read and dropped for a moment, so that the
  // answer is not lost in a reset.
  void linger();
  void cut();  // from another thread: ends reads and writes

  int fd() const { return fd_; }
  std::string peer() const;  // numeric address, or empty

 private:
  int fd_;
  std::string buffer_;
  std::size_t begin_ = 0;
};

}  // namespace perigee::api
