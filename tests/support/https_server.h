// An HTTPS server that a test plays: it answers, streams, stalls and breaks as its handler says.
//
// HTTP/1.1 over TLS on a free port of loopback, a thread for each connection. The handler is called on these threads.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace perigee::testing {

// Writes <name>.crt and <name>.key, an authority; throws std::runtime_error where there is no openssl program.
void make_authority(const std::filesystem::path& folder, const std::string& name);
// Signed by that authority, for "IP:127.0.0.1" or another subjectAltName.
void make_certificate(const std::filesystem::path& folder, const std::string& authority, const std::string& name,
                      const std::string& alternative_name);

struct HttpsRequest {
  std::string method, target, body;
  std::map<std::string, std::string> headers;  // names in lower case
};

// One request that is being answered.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual const HttpsRequest& request() const = 0;
  virtual void answer(int status, std::string_view body, std::string_view more_headers = "") = 0;
  virtual void begin_chunks() = 0;  // 200
  virtual void chunk(std::string_view bytes) = 0;
  virtual void end_chunks() = 0;
  virtual void raw(std::string_view bytes) = 0;  // as they are
  virtual void close() = 0;                      // in order, without a further word of HTTP
  virtual void reset() = 0;                      // the connection breaks
  virtual void wait_for_client_to_leave() = 0;
  virtual bool client_has_left() = 0;  // or the connection broke; does not wait
};

class HttpsServer {
 public:
  using Handler = std::function<void(Exchange&)>;

  enum class Keep { requests, nothing };

  // With <name>.crt and <name>.key of the folder.
  HttpsServer(const std::filesystem::path& folder, const std::string& name, Handler handler,
              Keep keep = Keep::requests);
  ~HttpsServer();
  HttpsServer(const HttpsServer&) = delete;
  HttpsServer& operator=(const HttpsServer&) = delete;

  // Another certificate of that folder from now on; the connections that are open break.
  void present(const std::string& name);

  std::string url() const;
  std::vector<HttpsRequest> requests() const;       // so far
  int connections() const { return connections_; }  // that began, with or without TLS

 private:
  struct Context;
  void accept_all();
  void serve(int fd);

  Handler handler_;
  Keep keep_;
  const std::filesystem::path folder_;
  std::shared_ptr<Context> context_;  // shared with the connections that began with it
  int listener_ = -1, port_ = 0;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> is_over_ = false;
  mutable std::mutex mutex_;
  std::vector<HttpsRequest> requests_;
  std::vector<int> open_;  // connections that live
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace perigee::testing
