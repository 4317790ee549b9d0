// Many requests to one API server at once, on one thread of its own.
//
// Requests share few HTTP/2 connections; a watch has a connection to itself, so that events never wait behind a burst
// of answers. The server is verified always, and before it is nothing is sent, no credential either; redirections are
// not followed and proxies not used. A token that the server refuses (401) is read again from its file, and the request
// is sent once more. Otherwise nothing is repeated here, but for one thing that libcurl does: a request on a kept
// connection that turns out to be closed is sent on a new one. So each write has to bear being done twice, by its
// object's name or resource version.
//
// All methods are thread-safe. Every function that is handed in is called on the thread of Http; it must not throw
// and must not wait.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "perigee/base/clock.h"
#include "perigee/kube/api_error.h"
#include "perigee/kube/config.h"

namespace perigee::kube {

struct Request {
  enum class Connection { shared, own };

  std::string method = "GET";
  std::string target;  // path and query
  std::string body, content_type;
  std::chrono::milliseconds timeout{30'000};  // for the whole answer; 0: it may last for ever
  Connection connection = Connection::shared;
};

struct Receiver {
  std::function<void(std::string_view)> on_bytes;       // of the body of a 2xx answer, as they arrive
  std::function<void(std::optional<ApiError>)> on_end;  // exactly once, unless cancelled; nothing: all went well
};

// What became of a request, for metrics.
struct Answered {
  std::string_view method;
  int code = 0;  // 0: there was no answer
  std::chrono::microseconds took{0};
};

class Http {
 public:
  using Id = std::uint64_t;
  using Observer = std::function<void(const Answered&)>;

  // Reads the credentials: throws EnvironmentError where they can not be read. `clock` outlives it.
  explicit Http(Config config, const Clock& clock = system_clock(), Observer observer = {});
  ~Http();  // every request that is on its way ends as `stopped`
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;

  Id start(Request request, Receiver receiver);
  Id after(std::chrono::milliseconds delay, std::function<void()> task);
  // A request or a task. Nothing is told of it any more once this was called on the thread of Http.
  void cancel(Id id);
  // Returns when the task is done. Not to be called on the thread of Http.
  void run(const std::function<void()>& task);

  const std::string& namespace_name() const;

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace perigee::kube
