// A listener with its connections: bytes in, bytes out. What is answered is the Dispatcher's.
//
// cpp-httplib listens, accepts and writes the answers. The heads and bodies of requests are read by this project's own
// code (head.h, body.h): the library gets a head of our making that says only GET or HEAD, so that none of its parsing
// is reachable by a client. A connection holds one thread of the pool.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "api/dispatch.h"
#include "perigee/base/stop.h"

namespace perigee::api {

class Server {
 public:
  struct Settings {
    std::string port_flag;             // for the sentence about a taken port
    std::size_t threads;               // connections at once
    std::function<void()> on_failure;  // the listener died by itself; called on its thread
  };
  // `stop` lets idle connections end, others after the answer that they are at.
  Server(Settings settings, Dispatcher& dispatcher, Metrics& metrics, const Stop& stop);
  ~Server();

  // Binds and serves from threads of its own; port 0 chooses a free one. A problem when the port is taken.
  Result<int> start(const std::string& host, int port);
  // No new connections; waits for the running requests, but not longer. Returns when all threads ended.
  void drain(std::chrono::milliseconds longest);

 private:
  class Gate;
  std::unique_ptr<Gate> gate_;
};

}  // namespace perigee::api
