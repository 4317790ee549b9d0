// The head of a request, read strictly by RFC 9112: what is ambiguous is refused, so that nobody in front of this
// server can read another request than it does. Pure functions over bytes; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace perigee::api {

// Views into the bytes handed to parse_head.
struct Head {
  std::string_view method, target, version;                            // version: "HTTP/1.0" or "HTTP/1.1"
  std::vector<std::pair<std::string_view, std::string_view>> headers;  // names in lower case, values trimmed
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool expects_continue = false;
  bool closes = false;  // the client asks for, or its version means, one request a connection

  std::string_view header(std::string_view lower_case_name) const;  // the first of that name, or empty
  bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

struct Refusal {
  int status = 400;
  std::string what;  // a sentence
};

// Where the head ends (behind its blank line), npos while bytes are missing, or why no more bytes can mend it.
std::variant<std::size_t, Refusal> find_head_end(std::string_view bytes);

// `bytes` is a whole head. Header names are turned to lower case in place.
std::variant<Head, Refusal> parse_head(std::string& bytes);

}  // namespace perigee::api
