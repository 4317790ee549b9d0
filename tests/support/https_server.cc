#include "tests/support/https_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <stdexcept>

namespace perigee::testing {
namespace {

struct SslFree {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using Ssl = std::unique_ptr<SSL, SslFree>;

void openssl(const std::filesystem::path& folder, const std::string& arguments) {
  const std::string command = "cd " + folder.string() + " && openssl req -x509 -newkey ec -pkeyopt " +
                              "ec_paramgen_curve:P-256 -nodes -days 2 " + arguments + " 2> openssl.log";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl made no certificate: " + arguments);
}

std::string hexadecimal(std::size_t number) {
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "%zx", number);
  return text.data();
}

// One connection, request after request.
class Connection : public Exchange {
 public:
  Connection(int fd, Ssl ssl) : fd_(fd), ssl_(std::move(ssl)) {}

  bool receive() {
    request_ = {};
    std::size_t head = 0;
    while ((head = buffer_.find("\r\n\r\n")) == std::string::npos)
      if (!fill()) return false;
    read_head(buffer_.substr(0, head));
    buffer_.erase(0, head + 4);
    const auto length = request_.headers.find("content-length");
    const std::size_t size = length == request_.headers.end() ? 0 : std::stoul(length->second);
    while (buffer_.size() < size)
      if (!fill()) return false;
    request_.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return true;
  }
  bool is_open() const { return is_open_; }

  const HttpsRequest& request() const override { return request_; }
  void answer(int status, std::string_view body, std::string_view more_headers) override {
    raw("HTTP/1.1 " + std::to_string(status) + " -\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
        std::string(more_headers) + "\r\n" + std::string(body));
  }
  void begin_chunks() override { raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"); }
  void chunk(std::string_view bytes) override {
    if (!bytes.empty()) raw(hexadecimal(bytes.size()) + "\r\n" + std::string(bytes) + "\r\n");
  }
  void end_chunks() override { raw("0\r\n\r\n"); }
  void raw(std::string_view bytes) override {
    while (is_open_ && !bytes.empty()) {
      const int written = SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
      if (written <= 0) is_open_ = false;
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void close() override {
    SSL_shutdown(ssl_.get());
    is_open_ = false;
  }
  void reset() override {
    const linger at_once{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    is_open_ = false;
  }
  void wait_for_client_to_leave() override {
    while (fill()) {
    }
  }
  bool client_has_left() override {
    pollfd peer{fd_, POLLRDHUP, 0};
    return !is_open_ || ::poll(&peer, 1, 0) != 0;
  }

 private:
  bool fill() {
    std::array<char, 16384> bytes;
    const int got = is_open_ ? SSL_read(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) : 0;
    if (got <= 0) {
      is_open_ = false;
      return false;
    }
    buffer_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
  }

  void read_head(const std::string& head) {
    std::size_t at = head.find("\r\n");
    const std::string first = head.substr(0, at);
    request_.method = first.substr(0, first.find(' '));
    request_.target = first.substr(first.find(' ') + 1, first.rfind(' ') - first.find(' ') - 1);
    while (at != std::string::npos) {
      const std::size_t next = head.find("\r\n", at + 2), colon = head.find(": ", at);
      std::string name = head.substr(at + 2, colon - at - 2);
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      request_.headers[name] = head.substr(colon + 2, next == std::string::npos ? next : next - colon - 2);
      at = next;
    }
  }

  int fd_;
  Ssl ssl_;
  std::string buffer_;
  HttpsRequest request_;
  bool is_open_ = true;
};

}  // namespace

void make_authority(const std::filesystem::path& folder, const std::string& name) {
  openssl(folder, "-keyout " + name + ".key -out " + name + ".crt -subj /CN=" + name);
}

void make_certificate(const std::filesystem::path& folder, const std::string& authority, const std::string& name,
                      const std::string& alternative_name) {
  openssl(folder, "-CA " + authority + ".crt -CAkey " + authority + ".key -keyout " + name + ".key -out " + name +
                      ".crt -subj /CN=" + name + " -addext subjectAltName=" + alternative_name +
                      " -addext basicConstraints=critical,CA:FALSE");
}

struct HttpsServer::Context {
  std::unique_ptr<SSL_CTX, SslFree> ssl{SSL_CTX_new(TLS_server_method())};

  explicit Context(const std::string& base) {
    if (SSL_CTX_use_certificate_chain_file(ssl.get(), (base + ".crt").c_str()) != 1 ||
        SSL_CTX_use_PrivateKey_file(ssl.get(), (base + ".key").c_str(), SSL_FILETYPE_PEM) != 1)
      throw std::runtime_error("no certificate " + base);
  }
};

HttpsServer::HttpsServer(const std::filesystem::path& folder, const std::string& name, Handler handler, Keep keep)
    : handler_(std::move(handler)),
      keep_(keep),
      folder_(folder),
      context_(std::make_shared<Context>((folder / name).string())) {
  std::signal(SIGPIPE, SIG_IGN);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no port");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

HttpsServer::~HttpsServer() {
  is_over_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  for (auto& thread : threads_) thread.join();
  ::close(listener_);
}

void HttpsServer::present(const std::string& name) {
  auto context = std::make_shared<Context>((folder_ / name).string());
  const std::lock_guard lock(mutex_);
  context_ = std::move(context);
  for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
}

std::string HttpsServer::url() const { return "https://127.0.0.1:" + std::to_string(port_); }

std::vector<HttpsRequest> HttpsServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpsServer::accept_all() {
  while (!is_over_) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ++connections_;
    const std::lock_guard lock(mutex_);
    open_.push_back(fd);
    threads_.emplace_back([this, fd] { serve(fd); });
  }
}

void HttpsServer::serve(int fd) {
  {
    const auto context = [this] {
      const std::lock_guard lock(mutex_);
      return context_;
    }();
    Ssl ssl(SSL_new(context->ssl.get()));
    SSL_set_fd(ssl.get(), fd);
    const bool is_agreed = SSL_accept(ssl.get()) == 1;
    Connection connection(fd, std::move(ssl));
    while (is_agreed && connection.is_open() && connection.receive()) {
      if (keep_ == Keep::requests) {
        const std::lock_guard lock(mutex_);
        requests_.push_back(connection.request());
      }
      handler_(connection);
    }
  }
  const std::lock_guard lock(mutex_);
  std::erase(open_, fd);
  ::close(fd);
}

}  // namespace perigee::testing
