// multipart/form-data (RFC 7578), piece by piece: memory is bounded by one part's head. Not thread-safe.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "api/http.h"

namespace perigee::api {

// The boundary of a Content-Type, empty when it is no multipart/form-data, nothing when its boundary is missing or
// malformed.
std::optional<std::string> multipart_boundary(std::string_view content_type);

class MultipartReader {
 public:
  MultipartReader(std::string_view boundary, std::function<bool(const Body::Part&)> begin,
                  std::function<bool(std::string_view)> take);

  // False: malformed (`refusal` says why) or a callback wants no more.
  bool write(std::string_view bytes);
  bool is_complete() const { return state_ == State::ended; }
  const std::string& refusal() const { return refusal_; }

 private:
  enum class State { preamble, after_boundary, head, data, ended };

  bool refuse(std::string why);
  bool step(bool& goes_on);
  bool skip_preamble();
  bool after_boundary(bool& goes_on);
  bool read_head(bool& goes_on);
  bool read_data(bool& goes_on);

  std::string delimiter_;  // CRLF, two dashes, the boundary
  std::function<bool(const Body::Part&)> begin_;
  std::function<bool(std::string_view)> take_;
  std::string buffer_;
  std::string refusal_;
  std::size_t parts_ = 0;
  State state_ = State::preamble;
};

}  // namespace perigee::api
