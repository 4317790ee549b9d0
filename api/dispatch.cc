#include "api/dispatch.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include "api/body.h"
#include "api/limits.h"
#include "api/multipart.h"
#include "api/url.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/base/text.h"
#include "perigee/schema/check.h"

namespace perigee::api {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kLongestRequestId = 64;
constexpr std::string_view kForm = "application/x-www-form-urlencoded";  // what curl -d calls everything

bool is_request_id(std::string_view text) {
  return !text.empty() && text.size() <= kLongestRequestId && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

std::string hexadecimal(std::uint64_t value, int digits) {
  std::string text(static_cast<std::size_t>(digits), '0');
  for (auto at = text.rbegin(); at != text.rend(); ++at, value >>= 4) *at = "0123456789abcdef"[value & 15];
  return text;
}

std::string random_prefix() {
  std::uint32_t bits = 0;
  if (::getrandom(&bits, sizeof bits, 0) != sizeof bits) bits = 0;
  return hexadecimal(bits, 8);
}

std::string media_type(std::string_view content_type) {
  return lower(trim(content_type.substr(0, content_type.find(';'))));
}

Response unavailable(const EnvironmentError& error) {
  switch (error.fault()) {
    case Fault::out_of_memory:
    case Fault::disk:
      return problem_response(507, "no-space", error.what()).header("Retry-After", "30");
    case Fault::internal:
      break;
    case Fault::unavailable:
    case Fault::timeout:
    case Fault::read_only:
    case Fault::denied:
      return problem_response(503, "unavailable", error.what()).header("Retry-After", "2");
  }
  return problem_response(500, "internal", "The server met something it does not understand; its log says what.");
}

// The seconds of "Prefer: wait=10" (RFC 7240), which asks what ?wait=10 asks; one that does not fit is no preference.
std::optional<std::string> preferred_wait(const Param& wait, std::string_view prefer) {
  for (const std::string_view piece : split(prefer, ',')) {
    const std::string_view preference = trim(piece);
    if (!preference.starts_with("wait=")) continue;
    const std::string seconds(preference.substr(5));
    const auto value = parse_value(wait, seconds);
    if (value && check_value(wait, *value, "")) return seconds;
  }
  return std::nullopt;
}

// Routes that are asked many times a second by machines: not worth a line each.
bool is_probe(std::string_view path) { return path == "/livez" || path == "/readyz" || path == "/metrics"; }

bool has_header(const Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers, [&](const auto& header) { return header.first == name; });
}

}  // namespace

WaitingPlace::WaitingPlace(WaitingPlace&& other) noexcept
    : taken_(std::exchange(other.taken_, nullptr)), metrics_(other.metrics_) {}

WaitingPlace& WaitingPlace::operator=(WaitingPlace&& other) noexcept {
  if (this == &other) return *this;
  give_back();
  taken_ = std::exchange(other.taken_, nullptr);
  metrics_ = other.metrics_;
  return *this;
}

void WaitingPlace::give_back() {
  if (taken_ == nullptr) return;
  --*taken_;
  metrics_->waiting(-1);
}

struct Dispatcher::Call {
  const Head& head;
  Socket& socket;
  steady_clock::time_point begun;
  Request request;
  Router::Match match;
  bool closes;  // a body that nobody read is in the way of the next request
  WaitingPlace waiting;
};

Dispatcher::Dispatcher(std::vector<Route> routes, DispatchLimits limits, Metrics& metrics)
    : router_(std::move(routes)),
      limits_(limits),
      metrics_(metrics),
      unrouted_(&metrics.route("", "none")),
      id_prefix_(random_prefix()) {
  for (const Route& route : router_.routes()) series_.push_back(&metrics.route(route.method, route.pattern));
}

std::string Dispatcher::new_request_id() { return id_prefix_ + '-' + hexadecimal(++requests_, 6); }

Answer Dispatcher::answer(const Head& head, Socket& socket, const std::string& peer) {
  Call call{head, socket, steady_clock::now(), {}, {}, head.has_body(), {}};
  call.request.method = head.method == "HEAD" ? "GET" : head.method;
  call.request.remote = peer;
  const std::string_view given = head.header("x-request-id");
  call.request.id = is_request_id(given) ? std::string(given) : new_request_id();
  const log::RequestScope scope(call.request.id);
  Response response = route(call);
  finish(call, response);
  return {std::move(response), call.closes, std::move(call.waiting)};
}

Answer Dispatcher::refuse(const Refusal& refusal, const std::string& peer) {
  Response response = problem_response(refusal.status, "malformed-request", refusal.what);
  const std::string id = new_request_id();
  Metrics::count(*unrouted_, refusal.status, 0);
  log::info("request refused",
            {{"request_id", id}, {"remote", peer}, {"status", refusal.status}, {"reason", refusal.what}});
  response.header("X-Request-Id", id);
  return {std::move(response), true, {}};
}

Response Dispatcher::route(Call& call) {
  const auto target = split_target(call.head.target);
  if (!target) {
    call.closes = true;
    return problem_response(400, "malformed-target", "The address is not a path.", "It has to begin with '/'.");
  }
  call.request.path = target->path;
  call.match = router_.find(call.head.method, target->path);
  if (call.match.allowed.empty())
    return problem_response(404, "no-such-resource", "There is nothing at this address.",
                            "GET /help lists the addresses.");
  if (call.match.route == nullptr) {
    std::vector<std::string> allowed = call.match.allowed;
    if (std::ranges::find(allowed, "GET") != allowed.end()) allowed.emplace_back("HEAD");
    return problem_response(405, "method-not-allowed", "This address does not know the method.",
                            "It knows " + in_words(allowed) + ".")
        .header("Allow", join(allowed, ", "));
  }
  auto query = query_parameters(target->query);
  if (!query) return problem_response(400, query.problems());
  call.request.query = *std::move(query);
  call.request.captures = std::move(call.match.captures);
  return handle(call);
}

// The checks that the route's description asks for.
Response Dispatcher::handle(Call& call) {
  const Route& route = *call.match.route;
  const auto values = parse_values(route.query, call.request.query, "/query");
  if (!values) return problem_response(400, values.problems());
  if (const auto checked = check(route.query, {}, *values, "/query"); !checked)
    return problem_response(400, checked.problems());
  if (auto refused = check_body(call)) return *std::move(refused);
  if (auto refused = take_waiting_place(call)) return *std::move(refused);
  call.request.headers.reserve(call.head.headers.size());
  for (const auto& [name, value] : call.head.headers) call.request.headers.emplace_back(name, value);
  return serve(call);
}

std::optional<Response> Dispatcher::check_body(const Call& call) const {
  const Route& route = *call.match.route;
  const Head& head = call.head;
  if (const auto coding = head.header("content-encoding"); !coding.empty() && lower(coding) != "identity")
    return problem_response(415, "content-encoding", "Compressed bodies are not read.",
                            "Send the body without Content-Encoding.");
  if (!head.has_body()) {
    if (route.body.empty() || route.body_optional) return std::nullopt;
    return problem_response(400, "no-body", "The request has no body.", "Send one of the types that /docs names.");
  }
  if (route.body.empty())
    return problem_response(400, "unexpected-body", "This address takes no body.", "Send the request without one.");
  const std::string type = media_type(head.header("content-type"));
  const bool known = type.empty() || type == kForm || std::ranges::any_of(route.body, [&](const MediaDoc& media) {
                       return media_type(media.content_type) == type;
                     });
  if (known) return std::nullopt;
  std::vector<std::string> types;
  types.reserve(route.body.size());
  for (const MediaDoc& media : route.body) types.push_back(media.content_type);
  return problem_response(415, "content-type", "Bodies of the type '" + type + "' are not read here.",
                          "Send " + join(types, " or ") + ".");
}

// A long-poll beyond the cap answers at once; an event stream, which has no short form, is told to come back.
std::optional<Response> Dispatcher::take_waiting_place(Call& call) {
  if (!call.match.route->waits) return std::nullopt;
  const Param* wait = find_param(call.match.route->query, "wait");
  const bool polls = wait != nullptr;
  if (polls && !call.request.parameter("wait")) {
    const auto preferred = preferred_wait(*wait, call.head.header("prefer"));
    if (!preferred) return std::nullopt;
    call.request.query.emplace_back("wait", *preferred);
  }
  if (++waiting_ <= limits_.waiting) {
    metrics_.waiting(1);
    call.waiting = WaitingPlace(waiting_, metrics_);
    return std::nullopt;
  }
  --waiting_;
  if (polls) {
    std::erase_if(call.request.query, [](const auto& parameter) { return parameter.first == "wait"; });
    return std::nullopt;
  }
  return problem_response(503, "too-many-streams", "As many event streams are open as this server serves.",
                          "Try again later, or poll.")
      .header("Retry-After", "5");
}

// The handler with its body; here every exception ends.
Response Dispatcher::serve(Call& call) {
  const Route& route = *call.match.route;
  const auto boundary = multipart_boundary(call.head.header("content-type"));
  if (call.head.has_body() && !boundary)
    return problem_response(400, "malformed-multipart",
                            "The Content-Type of the multipart body has no usable boundary.");
  const BodyLimits limits = route.streams_body ? BodyLimits{limits_.upload_bytes, kUploadDeadline}
                                               : BodyLimits{limits_.body_bytes, kBodyDeadline};
  SocketBody body(call.socket, call.head, limits, boundary.value_or(""));
  Response response;
  try {
    if (route.streams_body) {
      call.request.stream = &body;
    } else {
      body.read([&](std::string_view piece) {
        call.request.body.append(piece);
        return true;
      });
    }
    if (body.failure().status == 0) response = route.handle(call.request);
  } catch (const EnvironmentError& error) {
    log::error("request failed", {{"reason", std::string_view(error.what())}});
    metrics_.store_error(error.fault());
    response = unavailable(error);
  } catch (const std::bad_alloc&) {
    response = problem_response(503, "out-of-memory", "The server is out of memory.", "Try again later.")
                   .header("Retry-After", "5");
  } catch (const std::exception& error) {
    log::error("request failed by a bug", {{"reason", std::string_view(error.what())}});
    response = problem_response(500, "internal", "The server met something it does not understand; its log says what.");
  }
  if (body.failure().status != 0)  // the client's doing: whatever the handler made of the part it saw is void
    response = problem_response(body.failure().status, "malformed-body", body.failure().what);
  call.closes = !body.is_consumed();
  return response;
}

void Dispatcher::finish(Call& call, Response& response) {
  response.header("X-Request-Id", call.request.id);
  if (!has_header(response, "Cache-Control")) response.header("Cache-Control", "no-store");
  const std::chrono::duration<double> took = steady_clock::now() - call.begun;
  Metrics::RouteSeries& series = call.match.route ? *series_[call.match.index] : *unrouted_;
  Metrics::count(series, response.status, took.count());
  if (is_probe(call.request.path)) return;
  log::info("request", {{"method", call.head.method},
                        {"path", call.request.path},
                        {"status", response.status},
                        {"milliseconds", took.count() * 1000},
                        {"remote", call.request.remote}});
}

}  // namespace perigee::api
