#include "tests/controller/wire/api_double.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>

namespace perigee::testing {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto kLate = 2s;        // a write that arrives when it was given up
constexpr auto kBookmarks = 20s;  // between two of them
constexpr std::size_t kHuge = 1'500'000;
constexpr int kStale = 6;  // versions

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    int code = 0;
    const bool is_escape = text[at] == '%' && at + 2 < text.size() &&
                           std::from_chars(text.data() + at + 1, text.data() + at + 3, code, 16).ec == std::errc();
    out += is_escape ? static_cast<char>(code) : text[at];
    if (is_escape) at += 2;
  }
  return out;
}

std::map<std::string, std::string> parameters_of(std::string_view query) {
  std::map<std::string, std::string> parameters;
  while (!query.empty()) {
    const std::string_view one = query.substr(0, query.find('&'));
    const std::size_t equals = std::min(one.find('='), one.size());
    parameters[decoded(one.substr(0, equals))] = decoded(one.substr(std::min(equals + 1, one.size())));
    query.remove_prefix(std::min(one.size() + 1, query.size()));
  }
  return parameters;
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    segments.push_back(decoded(path.substr(0, path.find('/'))));
    path.remove_prefix(std::min(path.find('/'), path.size()));
  }
  return segments;
}

Selector selector_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  return {text.substr(0, equals), equals == std::string::npos ? "" : text.substr(equals + 1)};
}

std::string status_json(int code, std::string_view reason, std::string_view message) {
  return json{{"kind", "Status"},   {"apiVersion", "v1"}, {"status", "Failure"},
              {"message", message}, {"reason", reason},   {"code", code}}
      .dump();
}

std::string line(std::string_view type, std::string_view object) {
  return R"({"type":")" + std::string(type) + R"(","object":)" + std::string(object) + "}\n";
}

std::string bookmark(std::uint64_t version) {
  return line("BOOKMARK", json{{"metadata", {{"resourceVersion", std::to_string(version)}}}}.dump());
}

// What arrives whatever the fault: the faults are about the rest.
bool is_of_the_work(const std::string& kind) { return kind == "analysisjobs" || kind == "jobs" || kind == "pods"; }

}  // namespace

struct ApiDouble::Call {
  std::string method, kind, name, subresource, body;
  std::map<std::string, std::string> parameters;

  bool is_watch() const { return parameters.contains("watch"); }
  bool is_counted() const { return method != "GET" && is_of_the_work(kind); }
  Selector selector() const {
    const auto found = parameters.find("labelSelector");
    return found == parameters.end() ? Selector{} : selector_of(found->second);
  }
  std::string parameter(const char* parameter_name) const {
    const auto found = parameters.find(parameter_name);
    return found == parameters.end() ? "" : found->second;
  }

  static Call of(const HttpsRequest& request) {
    Call call;
    call.method = request.method;
    call.body = request.body;
    const std::size_t mark = std::min(request.target.find('?'), request.target.size());
    call.parameters = parameters_of(std::string_view(request.target).substr(std::min(mark + 1, request.target.size())));
    const auto segments = segments_of(std::string_view(request.target).substr(0, mark));
    auto at = std::find(segments.begin(), segments.end(), "namespaces");
    const auto part = [&](std::ptrdiff_t index) { return segments.end() - at > index ? *(at + index) : std::string(); };
    const bool is_namespace = segments.end() - at == 2;
    call.kind = is_namespace ? "namespaces" : part(2);
    call.name = is_namespace ? part(1) : part(3);
    call.subresource = part(4);
    return call;
  }
};

ApiDouble::ApiDouble() {
  make_authority(folder_.path(), "ca");
  make_certificate(folder_.path(), "ca", "server", "IP:127.0.0.1");
  model_.create("namespaces", {{"metadata", {{"name", "wire"}}}});
  server_ = std::make_unique<HttpsServer>(
      folder_.path(), "server", [this](Exchange& exchange) { serve(exchange); }, HttpsServer::Keep::nothing);
  const std::string text = R"({"apiVersion":"v1","kind":"Config","current-context":"it",
"clusters":[{"name":"it","cluster":{"server":")" +
                           server_->url() + R"(","certificate-authority":"ca.crt"}}],
"users":[{"name":"it","user":{"token":")" +
                           std::string(kToken) + R"("}}],
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
  const std::lock_guard lock(mutex_);
  fault_ = fault;
  crash_ = std::move(crash);
  list_faults_left_ = fault.list == ListFault::none ? 0 : 2;
  jobs_made_.clear();
  made_late_.clear();
  complaints_.clear();
  writes_ = writes_done_ = 0;
  has_happened_ = false;
}

std::map<std::string, int> ApiDouble::jobs_made() const {
  const std::lock_guard lock(mutex_);
  return jobs_made_;
}

bool ApiDouble::was_made_late(const std::string& job) const {
  const std::lock_guard lock(mutex_);
  return made_late_.contains(job);
}

std::vector<std::string> ApiDouble::complaints() const {
  const std::lock_guard lock(mutex_);
  return complaints_;
}

void ApiDouble::serve(Exchange& exchange) {
  const Call call = Call::of(exchange.request());
  if (call.method != "GET") return write(exchange, call);
  if (call.is_watch()) return watch(exchange, call);
  if (call.name.empty()) return list(exchange, call);
  const Answer answer = model_.get(call.kind, call.name);
  if (const auto* refused = std::get_if<Refused>(&answer))
    return exchange.answer(refused->code, status_json(refused->code, refused->reason, refused->message));
  exchange.answer(200, std::get<json>(answer).dump());
}

// ---- writes

Answer ApiDouble::carry_out(const Call& call) {
  json body = json::parse(call.body, nullptr, false);
  if (call.method == "POST") return model_.create(call.kind, std::move(body));
  if (call.method == "PUT") return model_.replace(call.kind, call.name, std::move(body));
  const auto part = call.subresource == "status" ? ClusterModel::Part::status : ClusterModel::Part::object;
  if (call.method == "PATCH") return model_.merge(call.kind, call.name, body, part);
  return model_.remove(call.kind, call.name, body.value(json::json_pointer("/preconditions/uid"), std::string()));
}

// Notes what was done.
void ApiDouble::inspect(const Call& call, Timing timing) {
  const std::lock_guard lock(mutex_);
  if (call.method == "POST" && call.kind == "jobs") {
    const std::string name = json::parse(call.body).at("metadata").at("name");
    ++jobs_made_[name];
    if (timing == Timing::late) made_late_.insert(name);
  }
  if (call.method == "DELETE" && call.body.find("\"uid\"") == std::string::npos)
    complaints_.push_back(call.name + " was deleted without a uid");
}

RequestFault ApiDouble::next_write() {
  const int number = ++writes_;
  const std::lock_guard lock(mutex_);
  const bool is_hit =
      fault_.request != RequestFault::none && number >= fault_.write && number < fault_.write + fault_.times;
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

void ApiDouble::do_later(const Call& call) {
  const std::lock_guard lock(mutex_);
  late_.emplace_back([this, call] {
    for (auto waited = 0ms; waited < kLate && !is_over_; waited += 20ms) std::this_thread::sleep_for(20ms);
    if (is_over_) return;
    const Answer answer = carry_out(call);
    if (std::holds_alternative<json>(answer)) inspect(call, Timing::late);
  });
}

void ApiDouble::write(Exchange& exchange, const Call& call) {
  {
    const std::lock_guard lock(mutex_);
    for (const std::string& secret : secrets_)
      if (call.body.find(secret) != std::string::npos) complaints_.push_back("a secret is told to " + call.kind);
  }
  const RequestFault fault = call.is_counted() ? next_write() : RequestFault::none;
  const Refusal& refusal = kRefusals[fault_.refusal];
  if (fault == RequestFault::crash_before) {
    crash();
    return exchange.reset();
  }
  if (fault == RequestFault::come_late) {
    do_later(call);
    return exchange.reset();
  }
  if (fault == RequestFault::refuse && !refusal.is_done) {
    const bool is_html = refusal.reason.empty();
    const std::string body =
        is_html ? "<html>Bad Gateway</html>" : status_json(refusal.code, refusal.reason, "as played");
    return exchange.answer(refusal.code, body, refusal.more_headers);
  }
  const Answer answer = carry_out(call);
  const auto* refused = std::get_if<Refused>(&answer);
  if (refused == nullptr && call.is_counted()) {
    ++writes_done_;
    inspect(call, Timing::prompt);
  }
  if (fault == RequestFault::crash_after) {
    crash();
    return exchange.reset();
  }
  const std::string body =
      refused ? status_json(refused->code, refused->reason, refused->message) : std::get<json>(answer).dump();
  const int code = refused ? refused->code : call.method == "POST" ? 201 : 200;
  switch (fault) {
    case RequestFault::lose_answer:
      return exchange.reset();
    case RequestFault::refuse:
      return exchange.answer(refusal.code, status_json(refusal.code, refusal.reason, "as played"));
    case RequestFault::cut_answer:
      exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                   body.substr(0, body.size() / 2));
      return exchange.reset();
    case RequestFault::garble_answer:
      return exchange.answer(code, "}{ " + body);
    case RequestFault::empty_answer:
      return exchange.answer(code, "");
    default:
      return exchange.answer(code, body);
  }
}

// ---- lists

ListFault ApiDouble::take_list_fault(const Call& call) {
  const std::lock_guard lock(mutex_);
  if (list_faults_left_ == 0 || call.kind != fault_.kind) return ListFault::none;
  --list_faults_left_;
  has_happened_ = true;
  return fault_.list;
}

void ApiDouble::list(Exchange& exchange, const Call& call) {
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
  exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
               body.substr(0, body.size() / 2));
  exchange.reset();
}

// ---- watches

WatchFault ApiDouble::take_watch_fault(const Call& call) {
  const std::lock_guard lock(mutex_);
  if (fault_.watch == WatchFault::none || call.kind != fault_.kind || fault_.times == 0) return WatchFault::none;
  --fault_.times;
  has_happened_ = true;
  return fault_.watch;
}

void ApiDouble::watch(Exchange& exchange, const Call& call) {
  std::uint64_t version = std::strtoull(call.parameter("resourceVersion").c_str(), nullptr, 10);
  if (!model_.remembers(version)) return exchange.answer(410, status_json(410, "Expired", "too old resource version"));
  exchange.begin_chunks();
  auto marked = std::chrono::steady_clock::now();
  while (!is_over_ && !exchange.client_has_left()) {
    auto events = model_.events(call.kind, version, call.selector(), 100ms);
    if (!events.empty()) {
      version = events.back().version;
      if (!tell(exchange, call, std::move(events))) return;
    }
    if (std::chrono::steady_clock::now() < marked + kBookmarks) continue;
    exchange.chunk(bookmark(version));
    marked = std::chrono::steady_clock::now();
  }
  exchange.close();
}

bool ApiDouble::tell(Exchange& exchange, const Call& call, std::vector<ModelEvent> events) {
  const WatchFault fault = take_watch_fault(call);
  if (fault != WatchFault::none && !tell_wrongly(exchange, call, events, fault)) return false;
  const bool was_told = fault == WatchFault::in_pieces || fault == WatchFault::in_one || fault == WatchFault::huge;
  if (was_told) return true;
  for (const ModelEvent& event : events) exchange.chunk(line(event.type, event.json));
  return true;
}

// The events are still to be told in order afterwards where it says true, but for those faults that told them.
bool ApiDouble::tell_wrongly(Exchange& exchange, const Call& call, const std::vector<ModelEvent>& events,
                             WatchFault fault) {
  std::string all;
  for (const ModelEvent& event : events) all += line(event.type, event.json);
  switch (fault) {
    case WatchFault::repeat:
      exchange.chunk(all);
      return true;
    case WatchFault::swap_kinds:
      std::this_thread::sleep_for(300ms);
      return true;
    case WatchFault::delay:
      std::this_thread::sleep_for(1'500ms);
      return true;
    case WatchFault::break_off:
      exchange.chunk(all.substr(0, all.size() / 2));
      exchange.reset();
      return false;
    case WatchFault::half_close:
      exchange.chunk(all.substr(0, all.size() / 2));
      exchange.close();
      return false;
    case WatchFault::expire:
    case WatchFault::lose_and_expire:
      if (fault == WatchFault::expire) exchange.chunk(all);
      model_.forget();
      exchange.chunk(line("ERROR", status_json(410, "Expired", "too old resource version")));
      exchange.end_chunks();
      return false;
    case WatchFault::mark_only:
      exchange.chunk(bookmark(events.front().version - 1));
      exchange.end_chunks();
      return false;
    case WatchFault::in_pieces:
      for (const char c : all) exchange.chunk(std::string_view(&c, 1));
      return true;
    case WatchFault::in_one:
      std::this_thread::sleep_for(50ms);
      for (const ModelEvent& event : model_.events(call.kind, events.back().version, call.selector(), 0ms))
        all += line(event.type, event.json);  // told once more, by themselves, afterwards
      exchange.chunk(all);
      return true;
    case WatchFault::huge:
      for (const ModelEvent& event : events) {
        json object = json::parse(event.json);
        object["metadata"]["annotations"]["filler"] = std::string(kHuge, 'x');
        exchange.chunk(line(event.type, object.dump()));
      }
      return true;
    default:
      exchange.end_chunks();
      return false;
  }
}

}  // namespace perigee::testing
