#include "perigee/store/redis_connection.h"

#include <hiredis/hiredis.h>
#include <sys/socket.h>

#include <cerrno>
#include <new>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "perigee/base/error.h"
#include "perigee/store/redis_error.h"
#include "perigee/store/redis_replies.h"
#include "perigee/store/redis_tls.h"

namespace perigee {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

timeval timeval_of(milliseconds time) {
  return {static_cast<time_t>(time.count() / 1000), static_cast<suseconds_t>(time.count() % 1000 * 1000)};
}

bool is_timeout(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == ETIMEDOUT; }

}  // namespace

void RedisConnection::FreeContext::operator()(redisContext* context) const { redisFree(context); }

RedisConnection::RedisConnection(RedisAddress where, RedisTimeouts limits)
    : address_(std::move(where)), timeouts_(limits) {}
RedisConnection::~RedisConnection() = default;

void RedisConnection::close() {
  context_.reset();
  batches_.clear();
  selected_ = 0;
  proven_ = 1;
}

void RedisConnection::send(int db, const std::vector<RedisArgs>& commands) {
  ensure_open();
  const bool selects = db != selected_;
  if (selects) append({"SELECT", std::to_string(db)});
  for (const RedisArgs& args : commands) append(args);
  flush();
  if (selects) selected_ = db;
  batches_.push_back({db, commands.size(), selects});
}

std::vector<RedisReply> RedisConnection::receive() {
  if (batches_.empty()) throw std::logic_error("nothing was sent on this connection");
  const Batch batch = batches_.front();
  std::optional<RedisReply> refused;
  if (batch.selects) {
    RedisReply selected = next_reply();
    if (selected.is_error()) refused = std::move(selected);
  }
  std::vector<RedisReply> replies(batch.size);
  for (RedisReply& reply : replies) reply = next_reply();
  batches_.pop_front();
  if (refused) {
    close();
    throw error_of_reply(refused->bytes, address_.shown());
  }
  proven_ |= 1u << batch.db;
  return replies;
}

std::vector<RedisReply> RedisConnection::ask(int db, const std::vector<RedisArgs>& commands) {
  if (!batches_.empty()) throw std::logic_error("a pipeline on this connection is unanswered");
  send(db, commands);
  return receive();
}

RedisReply RedisConnection::wait(int db, const RedisArgs& args, milliseconds longest) {
  ensure_open();
  set_timeout(longest + timeouts_.command);
  auto replies = ask(db, {args});
  set_timeout(timeouts_.command);
  throw_error(replies);
  return std::move(replies.front());
}

void RedisConnection::throw_error(const std::vector<RedisReply>& replies) const {
  for (const RedisReply& reply : replies)
    if (reply.is_error()) throw error_of_reply(reply.bytes, address_.shown());
}

void RedisConnection::select(int db) {
  if (db == selected_) return;
  throw_error(ask(selected_, {{"SELECT", std::to_string(db)}}));
  selected_ = db;
  proven_ |= 1u << db;
}

void RedisConnection::ensure_open() {
  if (context_ && batches_.empty() && is_stale()) close();
  if (context_) return;
  if (pinned_) {
    throw EnvironmentError(Fault::unavailable, "The connection to Redis at " + address_.shown() +
                                                   " broke during a transaction; nothing was changed. Try again.");
  }
  open();
}

// The server closed it, or it holds bytes that nobody asked for.
bool RedisConnection::is_stale() const {
  char byte;
  const auto got = ::recv(context_->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (address_.tls && got > 0) return false;  // a session ticket: TLS talks without being asked
  return got >= 0 || !is_timeout(errno);
}

void RedisConnection::open() {
  connect();
  const auto deadline = steady_clock::now() + timeouts_.loading;
  while (true) {
    const RedisReply greeting = greet();
    if (!greeting.is_error() || greeting.bytes.starts_with("NOPERM")) return;
    const bool may_wait = greeting.bytes.starts_with("LOADING") && steady_clock::now() < deadline;
    if (may_wait) {
      std::this_thread::sleep_for(milliseconds(50));
      continue;
    }
    close();
    throw error_of_reply(greeting.bytes, address_.shown());
  }
}

void RedisConnection::connect() {
  static redisReplyObjectFunctions functions = reply_functions();
  if (address_.tls) require_tls(address_);
  const timeval limit = timeval_of(timeouts_.connect);
  const bool local = !address_.path.empty();
  context_.reset(local ? redisConnectUnixWithTimeout(address_.path.c_str(), limit)
                       : redisConnectWithTimeout(address_.host.c_str(), address_.port, limit));
  if (!context_) throw std::bad_alloc();
  if (context_->err) fail("can not be reached");
  context_->reader->fn = &functions;
  context_->reader->maxbuf = 0;  // keeps its buffer between large replies
  set_timeout(timeouts_.command);
  if (!local) redisEnableKeepAlive(context_.get());
  if (address_.tls) start_tls();
}

void RedisConnection::start_tls() {
  try {
    perigee::start_tls(*context_, address_);
  } catch (...) {
    close();
    throw;
  }
}

// AUTH where the address has a password, and PING, which says whether the server loads or wants a password.
RedisReply RedisConnection::greet() {
  const bool authenticates = !address_.password.empty();
  if (authenticates && address_.user.empty()) append({"AUTH", address_.password});
  if (authenticates && !address_.user.empty()) append({"AUTH", address_.user, address_.password});
  append({"PING"});
  flush();
  const RedisReply authenticated = authenticates ? next_reply() : RedisReply{};
  RedisReply pong = next_reply();
  return authenticated.is_error() ? authenticated : pong;
}

void RedisConnection::set_timeout(milliseconds time) { redisSetTimeout(context_.get(), timeval_of(time)); }

void RedisConnection::append(const RedisArgs& args) {
  std::vector<const char*> texts;
  std::vector<std::size_t> sizes;
  for (const std::string& arg : args) {
    texts.push_back(arg.data());
    sizes.push_back(arg.size());
  }
  if (redisAppendCommandArgv(context_.get(), static_cast<int>(args.size()), texts.data(), sizes.data()) != REDIS_OK)
    fail("was not written to");
}

void RedisConnection::flush() {
  for (int done = 0; !done;)
    if (redisBufferWrite(context_.get(), &done) != REDIS_OK) fail("broke the connection");
}

RedisReply RedisConnection::next_reply() {
  void* reply = nullptr;
  while (true) {
    if (redisGetReplyFromReader(context_.get(), &reply) != REDIS_OK) fail("gave an answer that is none");
    if (reply) break;
    if (redisBufferRead(context_.get()) != REDIS_OK) fail("broke the connection");
  }
  timed_out_ = false;
  const std::unique_ptr<RedisReply> owned(static_cast<RedisReply*>(reply));
  return std::move(*owned);
}

// Closes the connection and throws what hiredis and the system say.
void RedisConnection::fail(std::string_view what) {
  const int error = errno;
  const bool late = context_->err == REDIS_ERR_IO && is_timeout(error);
  const bool nonsense = context_->err == REDIS_ERR_PROTOCOL;
  const bool memory = context_->err == REDIS_ERR_OOM;
  std::string sentence = "Redis at " + address_.shown() + " ";
  if (late) sentence.append("did not answer in time. Look whether it is overloaded, stopped or unreachable.");
  if (!late) sentence.append(what).append(" (").append(context_->errstr).append("). Look whether it runs.");
  close();
  timed_out_ = late;
  if (memory) throw std::bad_alloc();
  const Fault fault = late ? Fault::timeout : nonsense ? Fault::internal : Fault::unavailable;
  throw EnvironmentError(fault, sentence);
}

}  // namespace perigee
