// The real perigee-api with a redis-server of its own, for tests: on free ports, stopped by pid. Not thread-safe.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/http_client.h"
#include "tests/support/program.h"
#include "tests/support/redis_server.h"

namespace perigee::testing {

struct ApiOptions {
  std::vector<std::string> flags;        // further ones: {"--max-upload", "64K"}
  std::vector<std::string> environment;  // "NAME=value"; nothing else of the test's environment but PATH is passed on
  RedisServer* redis = nullptr;          // a server of the test's own; nullptr: one is started
  std::string redis_url;                 // empty: that server's; else a proxy in front of it
  std::string runner;                    // empty: the real one
  int port = 0;                          // 0: a free one
  bool wait_until_ready = true;          // false: returns as soon as the API listens
};

class ApiProcess {
 public:
  // False where the machine has no redis-server or the build no perigee-api: the test then skips, saying so.
  static bool available();

  explicit ApiProcess(ApiOptions options = {});  // throws std::runtime_error with the log when it does not start
  ~ApiProcess();                                 // SIGKILL if it still runs
  ApiProcess(const ApiProcess&) = delete;
  ApiProcess& operator=(const ApiProcess&) = delete;

  int port() const { return port_; }
  int probe_port() const { return probe_port_; }
  pid_t pid() const { return program_.pid(); }
  bool runs() const { return !program_.has_ended(); }
  RedisServer& redis() { return *redis_; }
  std::string log() const { return text_of(folder_ + "/log"); }  // standard error so far, JSON lines

  HttpAnswer request(std::string_view method, std::string_view target,
                     const std::optional<HttpBody>& body = std::nullopt, const HttpHeaders& headers = {}) const {
    return http(port_, method, target, body, headers);
  }

  void start();                                     // again, on other ports, with the same Redis
  void kill() { program_.kill(); }                  // SIGKILL, waits
  int terminate() { return program_.terminate(); }  // SIGTERM, waits up to 20 s; the exit code, or -1
  bool wait_for_ready(int seconds) const;

 private:
  void launch();
  void read_ports();

  ApiOptions options_;
  std::unique_ptr<RedisServer> own_redis_;
  RedisServer* redis_;
  std::string folder_;
  int port_ = 0, probe_port_ = 0;
  Program program_;
};

}  // namespace perigee::testing
