#include "api/head_reader.h"

#include <chrono>
#include <string_view>

#include "api/limits.h"

namespace perigee::api {

std::optional<Refusal> read_head(Socket& socket, std::string& bytes) {
  const auto deadline = std::chrono::steady_clock::now() + kHeadDeadline;
  if (socket.buffered().starts_with("\r\n")) socket.consume(2);  // RFC 9112 2.2: one empty line is forgiven
  for (;;) {
    const auto end = find_head_end(socket.buffered());
    if (const auto* refusal = std::get_if<Refusal>(&end)) return *refusal;
    if (const std::size_t size = std::get<std::size_t>(end); size != std::string_view::npos) {
      bytes = socket.buffered().substr(0, size);
      socket.consume(size);
      return std::nullopt;
    }
    switch (socket.fill(deadline)) {
      case Socket::Read::some:
        continue;
      case Socket::Read::timeout:
        return Refusal{408, "The request's head came too slowly."};
      case Socket::Read::end:
        return Refusal{0, ""};
    }
  }
}

}  // namespace perigee::api
