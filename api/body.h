// The body of one request, read from its connection as the handler asks for it: by length or in chunks, strictly
// (RFC 9112), within a size, a deadline and a least rate. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

#include "api/head.h"
#include "api/http.h"
#include "api/socket.h"

namespace perigee::api {

struct BodyLimits {
  std::uint64_t bytes;
  std::chrono::seconds deadline;
};

class SocketBody final : public Body {
 public:
  // `boundary` of a multipart body, else empty.
  SocketBody(Socket& socket, const Head& head, BodyLimits limits, std::string boundary);

  bool read(const std::function<bool(std::string_view)>& take) override;
  bool read_parts(const std::function<bool(const Part&)>& begin,
                  const std::function<bool(std::string_view)>& take) override;

  // What went wrong while reading; status 0: nothing.
  const Refusal& failure() const { return failure_; }
  // The next request of the connection begins where this body ended.
  bool is_consumed() const { return state_ == State::ended; }

 private:
  enum class State { fresh, counting, chunk_head, chunk_data, chunk_end, trailers, ended, failed };

  bool fail(int status, std::string what);
  bool fill();
  bool begin();
  bool step(const std::function<bool(std::string_view)>& take);
  bool hand_over(const std::function<bool(std::string_view)>& take, State next);
  bool read_chunk_head();
  bool read_chunk_end();
  bool read_trailer();
  std::string_view take_line(std::size_t longest);

  Socket& socket_;
  BodyLimits limits_;
  std::string boundary_;
  bool chunked_, expects_continue_;
  State state_ = State::fresh;
  std::uint64_t left_ = 0;      // of the body or of the chunk
  std::uint64_t received_ = 0;  // bytes of the body so far
  std::size_t trailer_lines_ = 0;
  Socket::Time begun_{};
  Refusal failure_{0, ""};
};

}  // namespace perigee::api
