#include "api/server.h"

#include <httplib.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <set>
#include <string_view>
#include <thread>
#include <utility>

#include "api/head_reader.h"
#include "api/limits.h"
#include "api/socket.h"
#include "api/workers.h"
#include "perigee/base/log.h"

namespace perigee::api {
namespace {

using std::chrono::steady_clock;

// On every answer; nothing that a browser shows may come from anywhere, unless the handler sets another policy.
constexpr std::string_view kSecurityHeaders =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n";
constexpr std::string_view kNoContent = "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";

constexpr std::size_t kStreamBuffer = std::size_t{64} * 1024;
constexpr std::chrono::milliseconds kSoon{20};

// One request and its answer, for the library's handlers: it hands them no context of their own, but it calls them on
// the thread that serves the connection.
struct Exchange {
  const Head* head = nullptr;  // nullptr: the answer is there already
  Socket* socket = nullptr;
  const std::string* peer = nullptr;
  Answer answer;
  bool closes = false;
};
thread_local Exchange* current = nullptr;

// What the library reads: a head of our making; what it writes goes to the socket.
class GuardedStream final : public httplib::Stream {
 public:
  GuardedStream(Socket& socket, std::string_view head) : socket_(socket), head_(head) {}

  bool is_readable() const override { return !head_.empty(); }
  bool wait_readable() const override { return !head_.empty(); }
  bool wait_writable() const override { return true; }
  ssize_t read(char* out, std::size_t size) override {
    const std::size_t count = std::min(size, head_.size());
    std::memcpy(out, head_.data(), count);
    head_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* bytes, std::size_t size) override {
    return socket_.write({bytes, size}) ? static_cast<ssize_t>(size) : -1;
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return socket_.fd(); }
  time_t duration() const override { return 0; }

 private:
  Socket& socket_;
  std::string_view head_;
};

class WorkerQueue final : public httplib::TaskQueue {
 public:
  explicit WorkerQueue(Workers& workers) : workers_(workers) {}
  bool enqueue(std::function<void()> task) override { return workers_.enqueue(std::move(task)); }
  void shutdown() override { workers_.shutdown(); }

 private:
  Workers& workers_;
};

// Gathers small pieces, so that a streamed answer is not one packet a row.
void stream_in_blocks(const std::function<void(const Write&)>& produce, httplib::DataSink& sink) {
  std::string block;
  block.reserve(kStreamBuffer);
  bool alive = true;
  const auto flush = [&] {
    alive = alive && (block.empty() || sink.write(block.data(), block.size()));
    block.clear();
    return alive;
  };
  produce([&](std::string_view piece) {
    block.append(piece);
    return piece.empty() || block.size() >= kStreamBuffer ? flush() : alive;
  });
  flush();
}

bool run_stream(const std::function<void(const Write&)>& produce, httplib::DataSink& sink) {
  try {
    stream_in_blocks(produce, sink);
    sink.done();
    return true;
  } catch (const std::exception& error) {  // the head is out: the only way to say so is to break off
    log::error("answer broken off", {{"reason", std::string_view(error.what())}});
    return false;
  }
}

void fill_response(Exchange& exchange, httplib::Response& out) {
  Response& response = exchange.answer.response;
  out.status = response.status;
  if (!response.stream) {
    out.body = std::move(response.body);
    return;
  }
  auto provider = [produce = response.stream](std::size_t, httplib::DataSink& sink) {
    return run_stream(produce, sink);
  };
  if (exchange.head->version == "HTTP/1.0") return out.set_content_provider(response.content_type, std::move(provider));
  out.set_chunked_content_provider(response.content_type, std::move(provider));
}

// Instead of the library's: ours beside the two that it needs to frame the body.
ssize_t write_headers(httplib::Stream& stream, const httplib::Headers& library_headers) {
  const Response& response = current->answer.response;
  const bool has_content = response.status != 304 && response.status != 204;
  std::string text;
  text.reserve(512);
  const auto add = [&](std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
  };
  for (const auto& [name, value] : library_headers)
    if (has_content && (name == "Content-Length" || name == "Transfer-Encoding")) add(name, value);
  if (has_content) add("Content-Type", response.content_type);
  bool has_policy = false;
  for (const auto& [name, value] : response.headers) {
    add(name, value);
    has_policy = has_policy || name == "Content-Security-Policy";
  }
  text.append(kSecurityHeaders);
  if (!has_policy) text.append(kNoContent);
  if (current->closes) add("Connection", "close");
  text.append("\r\n");
  return stream.write(text.data(), text.size());
}

}  // namespace

class Server::Gate final : public httplib::Server {
 public:
  Gate(Settings settings, Dispatcher& dispatcher, Metrics& metrics, const Stop& stop)
      : settings_(std::move(settings)),
        dispatcher_(dispatcher),
        metrics_(metrics),
        stop_(stop),
        workers_(settings_.threads, kMaxWaitingConnections) {
    new_task_queue = [this] { return new WorkerQueue(workers_); };  // the library deletes it
    set_tcp_nodelay(true);
    set_socket_options([](socket_t fd) {  // the library's own would share a taken port (SO_REUSEPORT)
      const int on = 1;
      ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    set_header_writer(
        [](httplib::Stream& stream, httplib::Headers& headers) { return write_headers(stream, headers); });
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& out) {
      Exchange& exchange = *current;
      if (exchange.head) exchange.answer = dispatcher_.answer(*exchange.head, *exchange.socket, *exchange.peer);
      exchange.closes = exchange.closes || exchange.answer.closes || stop_.requested();
      fill_response(exchange, out);
      return HandlerResponse::Handled;
    });
  }

  Result<int> start(const std::string& host, int port) {
    errno = 0;
    const int bound = port == 0 ? bind_to_any_port(host) : (bind_to_port(host, port) ? port : -1);
    if (bound <= 0) {
      const std::string where = host + ":" + std::to_string(port);
      const std::string why = errno == 0 ? "it cannot be bound" : std::strerror(errno);
      return Problem{"port",
                     "",
                     "The address " + where + " is not available: " + why + ".",
                     "Choose another with --host and --" + settings_.port_flag + ", or stop what uses it.",
                     {},
                     {}};
    }
    ::listen(svr_sock_, SOMAXCONN);  // the library's backlog is 5
    listener_ = std::thread([this] {
      if (!listen_after_bind()) settings_.on_failure();
    });
    return bound;
  }

  void drain(std::chrono::milliseconds longest) {
    if (!listener_.joinable()) return;
    const auto deadline = steady_clock::now() + longest;
    wait_until_ready();
    stop();
    while (steady_clock::now() < deadline && open_connections() > 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    cut_connections();
    listener_.join();
  }

 private:
  bool process_and_close_socket(socket_t fd) override {
    Socket socket(fd);
    {
      const std::scoped_lock lock(mutex_);
      open_.insert(&socket);
    }
    metrics_.connection_opened();
    const std::string peer = socket.peer();
    Next next = Next::serve;
    for (std::size_t served = 1; next == Next::serve; ++served) next = serve_request(socket, peer, served);
    if (next == Next::linger) socket.linger();
    metrics_.connection_closed();
    const std::scoped_lock lock(mutex_);
    open_.erase(&socket);
    return true;
  }

  enum class Next { serve, close, linger };

  Next serve_request(Socket& socket, const std::string& peer, std::size_t served) {
    if (!wait_for_request(socket)) return Next::close;
    std::string bytes;
    if (const auto refusal = read_head(socket, bytes))
      return refusal->status == 0 ? Next::close : answer(socket, peer, nullptr, *refusal);
    const auto head = parse_head(bytes);
    if (const auto* refusal = std::get_if<Refusal>(&head)) return answer(socket, peer, nullptr, *refusal);
    const bool last = served >= kMaxRequestsPerConnection || (served % 64 == 0 && workers_.has_queue());
    const Head& good = std::get<Head>(head);
    return answer(socket, peer, &good, {}, good.closes || last);
  }

  // False: the client idled for too long or left, others wait for a thread, or the server stops.
  bool wait_for_request(Socket& socket) {
    if (!socket.buffered().empty()) return true;
    const auto deadline = steady_clock::now() + kIdleTimeout;
    const std::array interrupts = {workers_.pressure_fd(), stop_.fd()};
    // A busy client is back at once: watching the shared descriptors from every thread would cost more than the answer.
    auto waited = socket.wait_readable(steady_clock::now() + kSoon);
    while (waited != Socket::Wait::readable) {
      waited = socket.wait_readable(deadline, interrupts);
      if (waited == Socket::Wait::timeout) return false;
      if (waited == Socket::Wait::interrupted && (stop_.requested() || workers_.take_pressure())) return false;
    }
    return socket.fill(deadline) == Socket::Read::some;
  }

  Next answer(Socket& socket, const std::string& peer, const Head* head, const Refusal& refusal, bool closes = true) {
    Exchange exchange{head, &socket, &peer, {}, closes};
    if (head == nullptr) exchange.answer = dispatcher_.refuse(refusal, peer);
    current = &exchange;
    GuardedStream stream(socket, head && head->method == "HEAD" ? "HEAD / HTTP/1.1\r\n\r\n" : "GET / HTTP/1.1\r\n\r\n");
    bool library_closes = false;
    const bool written = process_request(stream, peer, 0, "", 0, false, library_closes, nullptr);
    current = nullptr;
    if (written && !exchange.closes) return Next::serve;
    return exchange.answer.closes ? Next::linger : Next::close;  // what the client still sends is in the answer's way
  }

  std::size_t open_connections() {
    const std::scoped_lock lock(mutex_);
    return open_.size();
  }

  void cut_connections() {
    const std::scoped_lock lock(mutex_);
    for (Socket* socket : open_) socket->cut();
  }

  const Settings settings_;
  Dispatcher& dispatcher_;
  Metrics& metrics_;
  const Stop& stop_;
  Workers workers_;
  std::mutex mutex_;
  std::set<Socket*> open_;  // guarded by mutex_
  std::thread listener_;
};

Server::Server(Settings settings, Dispatcher& dispatcher, Metrics& metrics, const Stop& stop)
    : gate_(std::make_unique<Gate>(std::move(settings), dispatcher, metrics, stop)) {}

Server::~Server() { gate_->drain(std::chrono::milliseconds(0)); }

Result<int> Server::start(const std::string& host, int port) { return gate_->start(host, port); }
void Server::drain(std::chrono::milliseconds longest) { gate_->drain(longest); }

}  // namespace perigee::api
