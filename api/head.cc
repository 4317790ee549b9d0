#include "api/head.h"

#include <algorithm>
#include <charconv>

#include "api/limits.h"

namespace perigee::api {
namespace {

using Field = std::pair<std::string_view, std::string_view>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_token_character(char c) {
  if (is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_token_character); }

bool is_control(unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7F; }

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return is_control(static_cast<unsigned char>(c)); });
}

// "%0d", "%0A", "%00", "%7f": a reader behind us may decode them (cpp-httplib before 0.44 does).
bool has_escaped_control(std::string_view text) {
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    if (at + 2 >= text.size()) return false;
    const char high = text[at + 1], low = text[at + 2];
    if (high == '0' || high == '1') return true;
    if (high == '7' && (low == 'f' || low == 'F')) return true;
  }
  return false;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

void lower_in_place(char* begin, std::size_t size) {
  std::transform(begin, begin + size, begin,
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
}

bool equals_ignoring_case(std::string_view text, std::string_view lower_case) {
  return std::ranges::equal(
      text, lower_case, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b; });
}

bool lists(std::string_view value, std::string_view lower_case_word) {
  for (;;) {
    const std::size_t comma = value.find(',');
    if (equals_ignoring_case(trimmed(value.substr(0, comma)), lower_case_word)) return true;
    if (comma == std::string_view::npos) return false;
    value.remove_prefix(comma + 1);
  }
}

std::optional<Refusal> read_request_line(std::string_view line, Head& head) {
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos || line.find(' ', second + 1) != std::string_view::npos)
    return Refusal{400, "The request line is not 'METHOD target HTTP/1.1'."};
  head.method = line.substr(0, first);
  head.target = line.substr(first + 1, second - first - 1);
  head.version = line.substr(second + 1);
  if (!is_token(head.method)) return Refusal{400, "The request's method is not a word."};
  if (head.version != "HTTP/1.1" && head.version != "HTTP/1.0") {
    if (!head.version.starts_with("HTTP/")) return Refusal{400, "The request line does not end with 'HTTP/1.1'."};
    return Refusal{505, "This server speaks HTTP/1.0 and HTTP/1.1 only."};
  }
  if (head.target.size() > kMaxTargetBytes) return Refusal{414, "The address is longer than 8,192 bytes."};
  if (has_control(head.target)) return Refusal{400, "The address holds a control character."};
  return std::nullopt;
}

std::optional<Refusal> read_field(std::string& bytes, std::string_view line, Head& head) {
  if (line.size() > kMaxFieldBytes) return Refusal{431, "A header field is longer than 8,192 bytes."};
  if (line.front() == ' ' || line.front() == '\t') return Refusal{400, "A header field is folded over two lines."};
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return Refusal{400, "A header field's name is not a word followed by a colon."};
  if (head.headers.size() == kMaxFields) return Refusal{431, "There are more than 100 header fields."};
  lower_in_place(bytes.data() + (line.data() - bytes.data()), colon);
  const std::string_view name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
  if (has_control(value) || has_escaped_control(value))
    return Refusal{400, "The header field '" + std::string(name) + "' holds a control character."};
  head.headers.emplace_back(name, value);
  return std::nullopt;
}

std::optional<Refusal> read_length(std::string_view value, Head& head) {
  if (head.content_length) return Refusal{400, "There are two Content-Length fields."};
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  const bool whole = error == std::errc() && end == value.data() + value.size();
  if (!whole || value.size() > 12 || !is_digit(value.front()))
    return Refusal{400, "The Content-Length is not a number of 1 to 12 digits."};
  head.content_length = length;
  return std::nullopt;
}

std::optional<Refusal> read_coding(std::string_view value, Head& head) {
  if (head.chunked) return Refusal{400, "There are two Transfer-Encoding fields."};
  if (!equals_ignoring_case(value, "chunked"))
    return Refusal{501, "The only Transfer-Encoding that this server reads is 'chunked'."};
  if (head.version == "HTTP/1.0") return Refusal{400, "HTTP/1.0 knows no Transfer-Encoding."};
  head.chunked = true;
  return std::nullopt;
}

// The fields that say where the request ends and whose it is.
std::optional<Refusal> read_framing(Head& head) {
  int hosts = 0;
  head.closes = head.version == "HTTP/1.0";
  for (const auto& [name, value] : head.headers) {
    std::optional<Refusal> refusal;
    if (name == "host") ++hosts;
    if (name == "content-length") refusal = read_length(value, head);
    if (name == "transfer-encoding") refusal = read_coding(value, head);
    if (refusal) return refusal;
    if (name == "connection" && lists(value, "close")) head.closes = true;
    if (name != "expect") continue;
    if (!equals_ignoring_case(value, "100-continue"))
      return Refusal{417, "The only expectation known is '100-continue'."};
    head.expects_continue = head.version == "HTTP/1.1";
  }
  if (head.chunked && head.content_length)
    return Refusal{400, "Transfer-Encoding and Content-Length contradict each other."};
  if (hosts > 1) return Refusal{400, "There are two Host fields."};
  if (hosts == 0 && head.version == "HTTP/1.1") return Refusal{400, "The Host field is missing."};
  return std::nullopt;
}

}  // namespace

std::string_view Head::header(std::string_view lower_case_name) const {
  const auto found = std::ranges::find(headers, lower_case_name, &Field::first);
  return found == headers.end() ? std::string_view{} : found->second;
}

std::variant<std::size_t, Refusal> find_head_end(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  const std::string_view seen = bytes.substr(0, std::min(end, kMaxHeadBytes));
  for (std::size_t at = seen.find('\n'); at != std::string_view::npos; at = seen.find('\n', at + 1))
    if (at == 0 || seen[at - 1] != '\r')
      return Refusal{400, "A line of the request's head ends with a bare line feed."};
  if (seen.find('\0') != std::string_view::npos) return Refusal{400, "The request's head holds a zero byte."};
  if (end != std::string_view::npos && end + 4 <= kMaxHeadBytes) return end + 4;
  if (bytes.size() < kMaxHeadBytes) return std::string_view::npos;
  const bool in_first_line = seen.find('\n') == std::string_view::npos;
  if (in_first_line) return Refusal{414, "The request line is longer than 8,192 bytes."};
  return Refusal{431, "The request's head is longer than 16,384 bytes."};
}

std::variant<Head, Refusal> parse_head(std::string& bytes) {
  Head head;
  head.headers.reserve(16);
  std::string_view rest(bytes.data(), bytes.size() - 2);  // without the blank line
  bool first = true;
  while (!rest.empty()) {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    const auto refusal = first ? read_request_line(line, head) : read_field(bytes, line, head);
    if (refusal) return *refusal;
    if (line.find('\r') != std::string_view::npos)
      return Refusal{400, "The request's head holds a bare carriage return."};
    rest.remove_prefix(end + 2);
    first = false;
  }
  if (const auto refusal = read_framing(head)) return *refusal;
  return head;
}

}  // namespace perigee::api
