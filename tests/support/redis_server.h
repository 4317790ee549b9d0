// A real redis-server for tests: on a private Unix socket (or a free loopback port) under a temporary folder that goes
// with it. Appendonly, fsync always, noeviction unless told otherwise.
//
// Not thread-safe. The server dies with the thread that started it, so a killed test leaves nothing behind.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace perigee::testing {

struct RedisServerOptions {
  std::string appendonly = "yes";
  std::string appendfsync = "always";
  std::string maxmemory_policy = "noeviction";
  bool tcp = false;                  // also listens on a free port of 127.0.0.1; url() then names it
  std::string directory{};           // where the data lie; empty: a temporary folder of its own
  std::vector<std::string> extra{};  // further arguments: {"--requirepass", "secret"}
};

class RedisServer {
 public:
  // False where the machine has no redis-server: the test then skips, saying so.
  static bool available();

  explicit RedisServer(RedisServerOptions options = {});  // starts; throws std::runtime_error with the server's log
  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  std::string url() const;  // "unix:///tmp/…/redis.sock" or "redis://127.0.0.1:port"
  const std::string& socket() const { return socket_; }
  int port() const { return port_; }
  const std::string& directory() const { return data_; }
  std::string log() const;
  pid_t pid() const { return pid_; }

  void start();  // again after stop or kill, on the same address and data; returns when it answers
  void start_without_wait();
  void stop();                      // SIGTERM, waits
  void kill();                      // SIGKILL, waits
  void pause();                     // SIGSTOP
  void resume();                    // SIGCONT
  bool wait_for_exit(int seconds);  // true: it ended by itself

  // One inline command over a connection of its own, for set-up and inspection ("CONFIG SET maxmemory 1"): the raw
  // RESP reply, of at most 1 MiB.
  std::string ask(const std::string& line) const;

 private:
  void launch();
  void wait_until_ready();
  void reap();

  RedisServerOptions options_;
  std::string folder_;  // temporary: socket, log, configuration
  std::string data_;
  std::string socket_;
  int port_ = 0;
  pid_t pid_ = -1;
};

}  // namespace perigee::testing
