#include "tests/controller/wire/api_double.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "tests/controller/wire/watch_stream.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto kLate = 2s;            // a write that arrives when it was given up
constexpr auto kNotYet = 500ms;       // from the server's new token to the one on disk
constexpr auto kBetweenBytes = 50ms;  // of an answer that never ends in time
constexpr int kStale = 6;             // versions

std::string half_of(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body.substr(0, body.size() / 2);
}

// As the kubelet does: whoever reads sees the old one or the new one.
void replace(const std::filesystem::path& file, const std::filesystem::path& by) {
  const std::filesystem::path fresh = file.string() + ".new";
  std::filesystem::copy_file(by, fresh, std::filesystem::copy_options::overwrite_existing);
  std::filesystem::rename(fresh, file);
}

}  // namespace

ApiDouble::ApiDouble() {
  for (const char* authority : {"ca", "other-ca"}) make_authority(folder_.path(), authority);
  make_certificate(folder_.path(), "ca", "server", "IP:127.0.0.1");
  make_certificate(folder_.path(), "other-ca", "another", "IP:127.0.0.1");
  for (const char* token : {kToken, kNextToken}) {
    ledger_.keep_secret(token);
    folder_.write(token, token);
  }
  replace(folder_.path() / "token", folder_.path() / kToken);
  model_.create("namespaces", {{"metadata", {{"name", "wire"}}}});
  server_ = std::make_unique<HttpsServer>(
      folder_.path(), "server", [this](Exchange& exchange) { serve(exchange); }, HttpsServer::Keep::nothing);
  const std::string text = R"({"apiVersion":"v1","kind":"Config","current-context":"it",
"clusters":[{"name":"it","cluster":{"server":")" +
                           server_->url() + R"(","certificate-authority":"ca.crt"}}],
"users":[{"name":"it","user":{"tokenFile":"token"}}],
"contexts":[{"name":"it","context":{"cluster":"it","user":"it","namespace":"wire"}}]})";
  folder_.write("kubeconfig", text);
}

ApiDouble::~ApiDouble() {
  is_over_ = true;
  settle();
  server_.reset();
}

void ApiDouble::settle() {
  std::vector<std::thread> late;
  {
    const std::lock_guard lock(mutex_);
    late.swap(late_);
  }
  for (std::thread& thread : late) thread.join();
}

std::string ApiDouble::kubeconfig() const { return (folder_.path() / "kubeconfig").string(); }

void ApiDouble::play(const Fault& fault, std::function<void()> crash) {
  ledger_.begin();
  const std::lock_guard lock(mutex_);
  fault_ = fault;
  crash_ = std::move(crash);
  list_faults_left_ = fault.list == ListFault::none ? 0 : 2;
  has_happened_ = false;
  token_ = kToken;
  replace(folder_.path() / "token", folder_.path() / kToken);
}

void ApiDouble::become_another() { server_->present("another"); }
void ApiDouble::let_it_be_trusted() { replace(folder_.path() / "ca.crt", folder_.path() / "other-ca.crt"); }

bool ApiDouble::is_let_in(const ApiCall& call) const {
  const std::lock_guard lock(mutex_);
  return call.token == token_;
}

void ApiDouble::serve(Exchange& exchange) {
  const ApiCall call = ApiCall::of(exchange.request());
  ++requests_;
  if (!is_let_in(call))
    return exchange.answer(401, status_json(401, "Unauthorized", "the token is not the present one"));
  if (call.method != "GET") return write(exchange, call);
  if (call.is_watch())
    return WatchStream(
               exchange, model_, call, [&] { return take_watch_fault(call); }, is_over_)
        .run();
  if (call.name.empty()) return list(exchange, call);
  const Answer answer = model_.get(call.kind, call.name);
  if (const auto* refused = std::get_if<Refused>(&answer))
    return exchange.answer(refused->code, status_json(refused->code, refused->reason, refused->message));
  exchange.answer(200, std::get<json>(answer).dump());
}

// ---- writes

Answer ApiDouble::carry_out(const ApiCall& call) {
  json body = json::parse(call.body, nullptr, false);
  if (call.method == "POST") return model_.create(call.kind, std::move(body));
  if (call.method == "PUT") return model_.replace(call.kind, call.name, std::move(body));
  const auto part = call.subresource == "status" ? ClusterModel::Part::status : ClusterModel::Part::object;
  if (call.method == "PATCH") return model_.merge(call.kind, call.name, body, part);
  return model_.remove(call.kind, call.name, body.value(json::json_pointer("/preconditions/uid"), std::string()));
}

RequestFault ApiDouble::next_write(int number) {
  const std::lock_guard lock(mutex_);
  const bool is_hit = number > 0 && fault_.request != RequestFault::none && number >= fault_.write &&
                      number < fault_.write + fault_.times;
  if (is_hit) has_happened_ = true;
  return is_hit ? fault_.request : RequestFault::none;
}

void ApiDouble::crash() {
  std::function<void()> crash;
  {
    const std::lock_guard lock(mutex_);
    crash = crash_;
  }
  crash();
}

void ApiDouble::do_later(std::function<void()> what, std::chrono::milliseconds delay) {
  const std::lock_guard lock(mutex_);
  late_.emplace_back([this, what = std::move(what), delay] {
    for (auto waited = 0ms; waited < delay && !is_over_; waited += 20ms) std::this_thread::sleep_for(20ms);
    if (!is_over_) what();
  });
}

void ApiDouble::change_token() {
  {
    const std::lock_guard lock(mutex_);
    token_ = kNextToken;
  }
  do_later([this] { replace(folder_.path() / "token", folder_.path() / kNextToken); }, kNotYet);
}

void ApiDouble::write(Exchange& exchange, const ApiCall& call) {
  const RequestFault fault = next_write(ledger_.arrived(call));
  const Refusal& refusal = kRefusals[fault_.refusal];
  if (fault == RequestFault::crash_before) {
    crash();
    return exchange.reset();
  }
  if (fault == RequestFault::come_late) {
    do_later(
        [this, call] {
          const Answer answer = carry_out(call);
          if (std::holds_alternative<json>(answer)) ledger_.done(call, Ledger::Timing::late);
        },
        kLate);
    return exchange.reset();
  }
  if (fault == RequestFault::change_token) {
    change_token();
    return exchange.answer(401, status_json(401, "Unauthorized", "the token has changed"));
  }
  if (fault == RequestFault::refuse && !refusal.is_done) {
    const bool is_html = refusal.reason.empty();
    const std::string body =
        is_html ? "<html>Bad Gateway</html>" : status_json(refusal.code, refusal.reason, "as played");
    return exchange.answer(refusal.code, body, refusal.more_headers);
  }
  const Answer answer = carry_out(call);
  const auto* refused = std::get_if<Refused>(&answer);
  if (refused == nullptr && call.is_counted()) ledger_.done(call, Ledger::Timing::prompt);
  if (fault == RequestFault::refuse)
    return exchange.answer(refusal.code, status_json(refusal.code, refusal.reason, "as played"));
  const std::string body =
      refused ? status_json(refused->code, refused->reason, refused->message) : std::get<json>(answer).dump();
  const int code = refused ? refused->code : call.method == "POST" ? 201 : 200;
  answer_wrongly(exchange, fault, code, body);
}

// What was done is answered, or not.
void ApiDouble::answer_wrongly(Exchange& exchange, RequestFault fault, int code, const std::string& body) {
  switch (fault) {
    case RequestFault::crash_after:
      crash();
      return exchange.reset();
    case RequestFault::lose_answer:
      return exchange.reset();
    case RequestFault::cut_answer:
      exchange.raw(half_of(body));
      return exchange.reset();
    case RequestFault::trickle_answer:
      exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
      while (!is_over_ && !exchange.client_has_left()) {
        exchange.raw(" ");
        std::this_thread::sleep_for(kBetweenBytes);
      }
      return exchange.close();
    case RequestFault::garble_answer:
      return exchange.answer(code, "}{ " + body);
    case RequestFault::empty_answer:
      return exchange.answer(code, "");
    default:
      return exchange.answer(code, body);
  }
}

// ---- lists and watches

ListFault ApiDouble::take_list_fault(const ApiCall& call) {
  const std::lock_guard lock(mutex_);
  if (list_faults_left_ == 0 || call.kind != fault_.kind) return ListFault::none;
  --list_faults_left_;
  has_happened_ = true;
  return fault_.list;
}

WatchFault ApiDouble::take_watch_fault(const ApiCall& call) {
  const std::lock_guard lock(mutex_);
  if (fault_.watch == WatchFault::none || call.kind != fault_.kind || fault_.times == 0) return WatchFault::none;
  --fault_.times;
  has_happened_ = true;
  return fault_.watch;
}

void ApiDouble::list(Exchange& exchange, const ApiCall& call) {
  const ListFault fault = take_list_fault(call);
  if (fault == ListFault::unavailable) return exchange.answer(503, status_json(503, "ServiceUnavailable", "as played"));
  ClusterModel::List list = model_.list(call.kind, call.selector());
  if (fault == ListFault::stale) {
    list.version -= std::min<std::uint64_t>(list.version - 1, kStale);
    std::erase_if(list.items, [&](const json& item) {
      return std::stoull(item.at("metadata").at("resourceVersion").get<std::string>()) > list.version;
    });
  }
  if (fault == ListFault::shuffled) std::reverse(list.items.begin(), list.items.end());
  if (fault == ListFault::refuse_next && !call.parameter("continue").empty())
    return exchange.answer(410, status_json(410, "Expired", "the continuation is too old"));
  json metadata = {{"resourceVersion", std::to_string(list.version)}};
  if (fault == ListFault::refuse_next) {
    list.items.resize(list.items.size() / 2);
    metadata["continue"] = "half";
  }
  const std::string body =
      json{{"kind", "List"}, {"apiVersion", "v1"}, {"metadata", metadata}, {"items", std::move(list.items)}}.dump();
  if (fault != ListFault::cut) return exchange.answer(200, body);
  exchange.raw(half_of(body));
  exchange.reset();
}

}  // namespace perigee::testing
