// A small HTTP/1.1 client over a raw socket, for tests: it sends what it is told, byte by byte, and reads one answer at
// a time. Not thread-safe; a client is one connection.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perigee::testing {

struct HttpAnswer {
  int status = 0;                              // 0: the connection ended or the time was over before an answer
  std::map<std::string, std::string> headers;  // names in lower case; of several the last
  std::string body;                            // chunks joined
  std::string header(const std::string& lower_case_name) const;
};

class HttpClient {
 public:
  explicit HttpClient(int port, std::chrono::milliseconds patience = std::chrono::seconds(10));
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  bool send(std::string_view bytes);  // as they are; false: the server closed
  // One answer. `to_head`: it has no body whatever its head says.
  HttpAnswer receive(bool to_head = false);
  // True when the server closes without sending a byte more, within `patience`.
  bool is_closed(std::chrono::milliseconds patience = std::chrono::seconds(2));
  void end_sending();  // half-closes
  int fd() const { return fd_; }

 private:
  bool fill();

  int fd_;
  std::chrono::milliseconds patience_;
  std::string buffer_;
};

struct HttpBody {
  std::string type, bytes;
};
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

// One request over a connection of its own, with Host, Connection: close and, with a body, its length.
HttpAnswer http(int port, std::string_view method, std::string_view target,
                const std::optional<HttpBody>& body = std::nullopt, const HttpHeaders& headers = {});

// One part named `file`.
HttpBody multipart_file(std::string_view file_name, std::string_view bytes);

}  // namespace perigee::testing
