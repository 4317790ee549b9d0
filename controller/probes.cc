#include "controller/probes.h"

#include <httplib.h>

#include <thread>
#include <utility>

namespace perigee::controller {
namespace {

constexpr std::size_t kThreads = 2;
constexpr int kPatience = 5;  // seconds
constexpr const char* kPlain = "text/plain; charset=utf-8";
constexpr const char* kPrometheus = "text/plain; version=0.0.4; charset=utf-8";

httplib::Server::Handler verdict(std::function<std::string()> complaint) {
  return [complaint = std::move(complaint)](const httplib::Request&, httplib::Response& answer) {
    const std::string why = complaint();
    answer.status = why.empty() ? 200 : 503;
    answer.set_content(why.empty() ? "ok\n" : why + "\n", kPlain);
  };
}

}  // namespace

class Probes::Server {
 public:
  explicit Server(ProbeAnswers answers) {
    server_.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };  // the server deletes it
    server_.set_keep_alive_max_count(1);  // a connection that is kept is looked at again and again
    server_.set_read_timeout(kPatience);
    server_.set_write_timeout(kPatience);
    server_.set_payload_max_length(1024);
    server_.Get("/livez", verdict(std::move(answers.why_dead)));
    server_.Get("/readyz", verdict(std::move(answers.why_not_ready)));
    server_.Get("/metrics", [metrics = std::move(answers.metrics)](const httplib::Request&, httplib::Response& answer) {
      answer.set_content(metrics(), kPrometheus);
    });
  }

  ~Server() {
    if (!thread_.joinable()) return;
    server_.wait_until_ready();
    server_.stop();
    thread_.join();
  }

  Result<int> start(const std::string& host, int port) {
    const int bound = port == 0 ? server_.bind_to_any_port(host) : server_.bind_to_port(host, port) ? port : -1;
    if (bound < 0)
      return Problem{"can-not-listen",
                     "--probe-port",
                     "Probes can not listen on " + host + ":" + std::to_string(port) + ".",
                     "Choose a free port, or 0 for any.",
                     {},
                     {}};
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    return bound;
  }

 private:
  httplib::Server server_;
  std::thread thread_;
};

Probes::Probes(ProbeAnswers answers) : server_(std::make_unique<Server>(std::move(answers))) {}
Probes::~Probes() = default;

Result<int> Probes::start(const std::string& host, int port) { return server_->start(host, port); }

}  // namespace perigee::controller
