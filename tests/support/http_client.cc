#include "tests/support/http_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>

namespace perigee::testing {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return out;
}

int connect_to(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd);
    throw std::runtime_error("nothing listens on port " + std::to_string(port));
  }
  return fd;
}

HttpAnswer read_head(std::string_view head) {
  HttpAnswer answer;
  if (head.starts_with("HTTP/1.1 ")) answer.status = std::atoi(std::string(head.substr(9, 3)).c_str());
  head.remove_prefix(std::min(head.size(), head.find("\r\n") + 2));
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    const std::size_t colon = std::min(line.find(": "), line.size() - 2);
    answer.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
    head.remove_prefix(std::min(end + 2, head.size()));
  }
  return answer;
}

}  // namespace

std::string HttpAnswer::header(const std::string& lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? "" : found->second;
}

HttpClient::HttpClient(int port, std::chrono::milliseconds patience) : fd_(connect_to(port)), patience_(patience) {}
HttpClient::~HttpClient() { ::close(fd_); }

bool HttpClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpClient::fill() {
  pollfd waited{fd_, POLLIN, 0};
  if (::poll(&waited, 1, static_cast<int>(patience_.count())) <= 0) return false;
  std::array<char, 65536> piece;
  const ssize_t got = ::recv(fd_, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  buffer_.append(piece.data(), static_cast<std::size_t>(got));
  return true;
}

HttpAnswer HttpClient::receive(bool to_head) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!fill()) return {};
  HttpAnswer answer = read_head(std::string_view(buffer_).substr(0, end));
  buffer_.erase(0, end + 4);
  if (answer.status == 100) return receive(to_head);
  if (to_head || answer.status == 304 || answer.status == 204) return answer;
  if (answer.header("transfer-encoding") == "chunked") {
    for (;;) {
      while ((end = buffer_.find("\r\n")) == std::string::npos)
        if (!fill()) return {};
      const std::size_t size = std::strtoul(buffer_.c_str(), nullptr, 16);
      while (buffer_.size() < end + 2 + size + 2)
        if (!fill()) return {};
      answer.body.append(buffer_, end + 2, size);
      buffer_.erase(0, end + 2 + size + 2);
      if (size == 0) return answer;
    }
  }
  const std::string length = answer.header("content-length");
  const std::size_t size = length.empty() ? std::string::npos : std::strtoul(length.c_str(), nullptr, 10);
  while (buffer_.size() < size && fill()) {
  }
  if (size != std::string::npos && buffer_.size() < size) return {};
  answer.body = buffer_.substr(0, size);
  buffer_.erase(0, answer.body.size());
  return answer;
}

bool HttpClient::is_closed(std::chrono::milliseconds patience) {
  if (!buffer_.empty()) return false;
  pollfd waited{fd_, POLLIN, 0};
  if (::poll(&waited, 1, static_cast<int>(patience.count())) <= 0) return false;
  char byte = 0;
  return ::recv(fd_, &byte, 1, 0) <= 0;
}

void HttpClient::end_sending() { ::shutdown(fd_, SHUT_WR); }

HttpAnswer http(int port, std::string_view method, std::string_view target, const std::optional<HttpBody>& body,
                const HttpHeaders& headers) {
  std::string request =
      std::string(method) + ' ' + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
  for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
  if (body && !body->type.empty()) request += "Content-Type: " + body->type + "\r\n";
  if (body) request += "Content-Length: " + std::to_string(body->bytes.size()) + "\r\n";
  request += "\r\n";
  HttpClient client(port, std::chrono::seconds(60));
  client.send(request);
  if (body) client.send(body->bytes);
  return client.receive(method == "HEAD");
}

HttpBody multipart_file(std::string_view file_name, std::string_view bytes) {
  const std::string boundary = "----perigee-test-boundary";
  std::string text = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
                     std::string(file_name) + "\"\r\nContent-Type: text/csv\r\n\r\n";
  text.append(bytes).append("\r\n--" + boundary + "--\r\n");
  return {"multipart/form-data; boundary=" + boundary, std::move(text)};
}

}  // namespace perigee::testing
