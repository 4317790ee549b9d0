// From a request's head to its answer: the checks that every route shares, the handler, and what every answer gets.
//
// Knows nothing of the HTTP library. Thread-safe: one Dispatcher serves all connections.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "api/head.h"
#include "api/http.h"
#include "api/metrics.h"
#include "api/router.h"
#include "api/socket.h"

namespace perigee::api {

struct DispatchLimits {
  std::uint64_t upload_bytes;  // of routes that read their body themselves
  std::uint64_t body_bytes;    // of the others
  int waiting;                 // long-polls and event streams at once
};

// Holds one place among the waiting requests while it lives.
class WaitingPlace {
 public:
  WaitingPlace() = default;
  WaitingPlace(std::atomic<int>& taken, Metrics& metrics) : taken_(&taken), metrics_(&metrics) {}
  ~WaitingPlace() { give_back(); }
  WaitingPlace(WaitingPlace&& other) noexcept;
  WaitingPlace& operator=(WaitingPlace&& other) noexcept;

 private:
  void give_back();
  std::atomic<int>* taken_ = nullptr;
  Metrics* metrics_ = nullptr;
};

struct Answer {
  Response response;
  bool closes = false;   // the connection can not serve another request
  WaitingPlace waiting;  // kept until the answer is written
};

class Dispatcher {
 public:
  Dispatcher(std::vector<Route> routes, DispatchLimits limits, Metrics& metrics);

  // Never throws. Reads the body from the socket as far as the route wants it.
  Answer answer(const Head& head, Socket& socket, const std::string& peer);
  // Of a head that could not be read; the connection closes behind it.
  Answer refuse(const Refusal& refusal, const std::string& peer);

  const Router& router() const { return router_; }

 private:
  struct Call;  // one request on its way

  Response route(Call& call);
  Response handle(Call& call);
  Response serve(Call& call);
  std::optional<Response> check_body(const Call& call) const;
  std::optional<Response> take_waiting_place(Call& call);
  void finish(Call& call, Response& response);
  std::string new_request_id();

  Router router_;
  DispatchLimits limits_;
  Metrics& metrics_;
  std::vector<Metrics::RouteSeries*> series_;  // parallel to the router's routes
  Metrics::RouteSeries* unrouted_;
  std::atomic<int> waiting_{0};
  std::atomic<std::uint64_t> requests_{0};
  std::string id_prefix_;
};

}  // namespace perigee::api
