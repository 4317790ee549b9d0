#include "perigee/store/redis.h"

#include <hiredis/hiredis.h>
#include <sys/socket.h>

#include <cerrno>
#include <deque>
#include <stdexcept>
#include <thread>
#include <utility>

#include "perigee/base/error.h"
#include "perigee/store/redis_error.h"

namespace perigee {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

timeval timeval_of(milliseconds time) {
  return {static_cast<time_t>(time.count() / 1000), static_cast<suseconds_t>(time.count() % 1000 * 1000)};
}

// hiredis builds our reply type as it parses, so that a large value is copied once. Its callbacks are C: they may not
// throw, and a null tells it that memory ran out.
void* place(const redisReadTask* task, RedisReply&& reply) {
  if (!task->parent) return new RedisReply(std::move(reply));
  RedisReply& slot = static_cast<RedisReply*>(task->parent->obj)->items[static_cast<std::size_t>(task->idx)];
  slot = std::move(reply);
  return &slot;
}

RedisReply::Kind kind_of(int type) {
  if (type == REDIS_REPLY_ERROR) return RedisReply::Kind::error;
  return type == REDIS_REPLY_STATUS ? RedisReply::Kind::status : RedisReply::Kind::bytes;
}

void* make_text(const redisReadTask* task, char* text, std::size_t size) noexcept try {
  return place(task, {kind_of(task->type), 0, std::string(text, size), {}});
} catch (const std::bad_alloc&) {
  return nullptr;
}

// Its size is an int in hiredis 0.14 and a size_t since 1.0.
template <class Size>
void* make_array(const redisReadTask* task, Size size) noexcept try {
  return place(task, {RedisReply::Kind::array, 0, {}, std::vector<RedisReply>(static_cast<std::size_t>(size))});
} catch (const std::bad_alloc&) {
  return nullptr;
}

void* make_integer(const redisReadTask* task, long long integer) noexcept try {
  return place(task, {RedisReply::Kind::integer, integer, {}, {}});
} catch (const std::bad_alloc&) {
  return nullptr;
}

void* make_nil(const redisReadTask* task) noexcept try { return place(task, {}); } catch (const std::bad_alloc&) {
  return nullptr;
}

void free_reply(void* reply) noexcept { delete static_cast<RedisReply*>(reply); }

redisReplyObjectFunctions reply_functions() {
  redisReplyObjectFunctions functions{};
  functions.createString = make_text;
  functions.createArray = make_array;
  functions.createInteger = make_integer;
  functions.createNil = make_nil;
  functions.freeObject = free_reply;
  return functions;
}

struct FreeContext {
  void operator()(redisContext* context) const { redisFree(context); }
};
using Context = std::unique_ptr<redisContext, FreeContext>;

bool is_timeout(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == ETIMEDOUT; }

RedisReply take_first_error(const std::vector<RedisReply>& replies) {
  for (const RedisReply& reply : replies)
    if (reply.is_error()) return reply;
  return {};
}

}  // namespace

bool redis_has_tls() { return false; }

class Redis::State {
 public:
  State(RedisAddress where, RedisTimeouts limits) : address_(std::move(where)), timeouts_(limits) {}

  const RedisAddress& address() const { return address_; }
  std::size_t unanswered() const { return batches_.size(); }

  void close() {
    context_.reset();
    batches_.clear();
    selected_ = 0;
    proven_ = 1;
  }

  // Writes the commands of one batch, after a SELECT where the connection is on another database.
  void send(int db, const std::vector<RedisArgs>& commands) {
    ensure_open();
    const bool selects = db != selected_;
    if (selects) append({"SELECT", std::to_string(db)});
    for (const RedisArgs& args : commands) append(args);
    flush();
    if (selects) selected_ = db;
    batches_.push_back({db, commands.size(), selects});
  }

  // The replies of the oldest batch. Where its SELECT was refused, its commands ran on another database: that is an
  // error whatever they said.
  std::vector<RedisReply> receive() {
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

  std::vector<RedisReply> ask(int db, const std::vector<RedisArgs>& commands) {
    if (!batches_.empty()) throw std::logic_error("a pipeline on this connection is unanswered");
    send(db, commands);
    return receive();
  }

  void watch(int db, const std::vector<std::string>& keys) {
    if (keys.empty()) return;
    RedisArgs args{"WATCH"};
    args.insert(args.end(), keys.begin(), keys.end());
    throw_error(ask(db, {args}));
    pinned_ = true;
  }

  void unwatch() {
    if (pinned_) throw_error(ask(selected_, {{"UNWATCH"}}));
    pinned_ = false;
  }

  // Leaves no watch and no half of a transaction behind.
  void abandon() {
    if (pinned_) close();
    pinned_ = false;
  }

  // The replies of the commands, or nothing when a watched key changed. MULTI goes first and alone: where it is
  // refused, the commands must not run one by one.
  std::optional<std::vector<RedisReply>> execute(const Transaction& transaction) {
    prove_databases(transaction);
    throw_error(ask(selected_, {{"MULTI"}}));
    pinned_ = true;
    const int after = transaction.empty() ? selected_ : transaction.back().db;
    std::vector<RedisReply> replies = ask(selected_, with_selects(transaction));
    pinned_ = false;
    RedisReply executed = std::move(replies.back());
    if (executed.is_nil()) return std::nullopt;  // nothing ran, so the old database is still selected
    throw_error(replies);                        // the reason why a command was not queued
    if (executed.is_error()) throw_error({executed});
    check_executed(executed.items);
    return without_selects(std::move(executed.items), transaction, std::exchange(selected_, after));
  }

  RedisReply wait(int db, const RedisArgs& args, milliseconds longest) {
    ensure_open();
    set_timeout(longest + timeouts_.command);
    auto replies = ask(db, {args});
    set_timeout(timeouts_.command);
    throw_error(replies);
    return std::move(replies.front());
  }

  void throw_error(const std::vector<RedisReply>& replies) const {
    const RedisReply error = take_first_error(replies);
    if (error.is_error()) throw error_of_reply(error.bytes, address_.shown());
  }

 private:
  struct Batch {
    int db;
    std::size_t size;
    bool selects;
  };

  // The commands and EXEC, with a SELECT wherever the database changes.
  std::vector<RedisArgs> with_selects(const Transaction& transaction) const {
    std::vector<RedisArgs> commands;
    int current = selected_;
    for (const auto& [db, args] : transaction) {
      if (db != current) commands.push_back({"SELECT", std::to_string(db)});
      commands.push_back(args);
      current = db;
    }
    commands.push_back({"EXEC"});
    return commands;
  }

  static std::vector<RedisReply> without_selects(std::vector<RedisReply> replies, const Transaction& transaction,
                                                 int current) {
    std::vector<RedisReply> own;
    std::size_t next = 0;
    for (const auto& [db, args] : transaction) {
      if (db != current) ++next;
      own.push_back(std::move(replies.at(next++)));
      current = db;
    }
    return own;
  }

  // A command that failed inside of EXEC leaves the others done: only a foreign writer brings that about (a key of
  // another type), and the connection may be on a database that we don't know.
  void check_executed(const std::vector<RedisReply>& replies) {
    const RedisReply error = take_first_error(replies);
    if (!error.is_error()) return;
    close();
    throw error_of_reply(error.bytes, address_.shown());
  }

  // A SELECT that fails inside of EXEC would send the commands after it to the wrong database, so each database is
  // selected once outside of one.
  void prove_databases(const Transaction& transaction) {
    const int before = selected_;
    for (const DbCommand& command : transaction)
      if (!(proven_ & (1u << command.db))) select(command.db);
    select(before);
  }

  void select(int db) {
    if (db == selected_) return;
    throw_error(ask(selected_, {{"SELECT", std::to_string(db)}}));
    selected_ = db;
    proven_ |= 1u << db;
  }

  void ensure_open() {
    if (context_ && batches_.empty() && is_stale()) close();
    if (context_) return;
    if (pinned_) {
      throw EnvironmentError(Fault::unavailable, "The connection to Redis at " + address_.shown() +
                                                     " broke during a transaction; nothing was changed. Try again.");
    }
    open();
  }

  // The server closed it, or it holds bytes that nobody asked for.
  bool is_stale() const {
    char byte;
    const auto got = ::recv(context_->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got >= 0 || !is_timeout(errno);
  }

  void open() {
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

  void connect() {
    static redisReplyObjectFunctions functions = reply_functions();
    if (address_.tls)
      throw EnvironmentError(Fault::denied, "This build has no TLS for Redis, so " + address_.shown() +
                                                " can not be used. Use redis:// in a trusted network, or a tunnel.");
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
  }

  // AUTH where the address has a password, and PING, which says whether the server loads or wants a password.
  RedisReply greet() {
    const bool authenticates = !address_.password.empty();
    if (authenticates && address_.user.empty()) append({"AUTH", address_.password});
    if (authenticates && !address_.user.empty()) append({"AUTH", address_.user, address_.password});
    append({"PING"});
    flush();
    const RedisReply authenticated = authenticates ? next_reply() : RedisReply{};
    RedisReply pong = next_reply();
    return authenticated.is_error() ? authenticated : pong;
  }

  void set_timeout(milliseconds time) { redisSetTimeout(context_.get(), timeval_of(time)); }

  void append(const RedisArgs& args) {
    std::vector<const char*> texts;
    std::vector<std::size_t> sizes;
    for (const std::string& arg : args) {
      texts.push_back(arg.data());
      sizes.push_back(arg.size());
    }
    if (redisAppendCommandArgv(context_.get(), static_cast<int>(args.size()), texts.data(), sizes.data()) != REDIS_OK)
      fail("was not written to");
  }

  void flush() {
    for (int done = 0; !done;)
      if (redisBufferWrite(context_.get(), &done) != REDIS_OK) fail("broke the connection");
  }

  RedisReply next_reply() {
    void* reply = nullptr;
    while (true) {
      if (redisGetReplyFromReader(context_.get(), &reply) != REDIS_OK) fail("gave an answer that is none");
      if (reply) break;
      if (redisBufferRead(context_.get()) != REDIS_OK) fail("broke the connection");
    }
    const std::unique_ptr<RedisReply> owned(static_cast<RedisReply*>(reply));
    return std::move(*owned);
  }

  // Closes the connection and throws what hiredis and the system say.
  [[noreturn]] void fail(std::string_view what) {
    const int error = errno;
    const bool late = context_->err == REDIS_ERR_IO && is_timeout(error);
    const bool nonsense = context_->err == REDIS_ERR_PROTOCOL;
    const bool memory = context_->err == REDIS_ERR_OOM;
    std::string sentence = "Redis at " + address_.shown() + " ";
    if (late) sentence.append("did not answer in time. Look whether it is overloaded, stopped or unreachable.");
    if (!late) sentence.append(what).append(" (").append(context_->errstr).append("). Look whether it runs.");
    close();
    if (memory) throw std::bad_alloc();
    const Fault fault = late ? Fault::timeout : nonsense ? Fault::internal : Fault::unavailable;
    throw EnvironmentError(fault, sentence);
  }

  RedisAddress address_;
  RedisTimeouts timeouts_;
  Context context_;
  std::deque<Batch> batches_;  // sent and not yet answered
  int selected_ = 0;           // the database that the next command would run on
  unsigned proven_ = 1;        // bit db: it was selected with success on this connection
  // From WATCH or MULTI to EXEC: a connection lost meanwhile may not be replaced silently, for its watch is lost too.
  bool pinned_ = false;
};

Redis::Redis(RedisAddress address, RedisTimeouts timeouts)
    : state_(std::make_unique<State>(std::move(address), timeouts)) {}
Redis::~Redis() = default;
Redis::Redis(Redis&&) noexcept = default;
Redis& Redis::operator=(Redis&&) noexcept = default;

RedisReply Redis::command(int db, const RedisArgs& args) {
  auto replies = state_->ask(db, {args});
  state_->throw_error(replies);
  return std::move(replies.front());
}

RedisReply Redis::try_command(int db, const RedisArgs& args) {
  auto replies = state_->ask(db, {args});
  return std::move(replies.front());
}

std::vector<RedisReply> Redis::pipeline(int db, const std::vector<RedisArgs>& commands) {
  if (commands.empty()) return {};
  auto replies = state_->ask(db, commands);
  state_->throw_error(replies);
  return replies;
}

void Redis::send(int db, const std::vector<RedisArgs>& commands) { state_->send(db, commands); }

std::vector<RedisReply> Redis::receive() {
  auto replies = state_->receive();
  state_->throw_error(replies);
  return replies;
}

std::size_t Redis::unanswered() const { return state_->unanswered(); }

bool Redis::transact(int db, const std::vector<std::string>& watched,
                     const std::function<std::optional<Transaction>(Redis&)>& body, int tries,
                     std::vector<RedisReply>* replies) try {
  for (int i = 0; i < tries; ++i) {
    state_->watch(db, watched);
    const auto transaction = body(*this);
    if (!transaction) {
      state_->unwatch();
      return false;
    }
    auto executed = state_->execute(*transaction);
    if (!executed) continue;
    if (replies) *replies = std::move(*executed);
    return true;
  }
  throw EnvironmentError(Fault::timeout, "Others changed '" + (watched.empty() ? std::string() : watched.front()) +
                                             "' in Redis again and again. Try again.");
} catch (...) {
  state_->abandon();
  throw;
}

RedisReply Redis::wait_command(int db, const RedisArgs& args, std::chrono::milliseconds longest) {
  return state_->wait(db, args, longest);
}

void Redis::close() { state_->close(); }
const RedisAddress& Redis::address() const { return state_->address(); }

}  // namespace perigee
