// One connection to Redis: reconnects, times out, authenticates, knows which database it is on.
//
// Not thread-safe; RedisPool hands connections to threads. After any error the socket is closed and never reused, so
// a late reply can not answer the next request. Nothing is ever sent twice: a connection that the server closed while
// it lay idle is found before a command is sent, and whatever breaks after that is thrown, for only the caller knows
// whether it may ask again. Errors are EnvironmentError with the fault that Redis' reply means (redis_error.h).
// The process has to ignore SIGPIPE (base/stop.h does).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/problem.h"

namespace perigee {

// redis://[user[:password]@]host[:port], rediss://… with TLS, or unix://[user[:password]@]/path. User and password are
// percent-decoded; "redis://:secret@host" authenticates the default user.
struct RedisAddress {
  std::string host;  // or
  std::string path;  // of a Unix socket
  int port = 6379;
  std::string user, password;
  bool tls = false;
  std::string shown() const;  // without the password
};
Result<RedisAddress> parse_redis_url(std::string_view url);

// Whether this build can speak TLS: where not, a rediss:// address is refused in words by the first command.
bool redis_has_tls();

struct RedisTimeouts {
  std::chrono::milliseconds connect{1000};
  std::chrono::milliseconds command{2000};  // without a byte from the server
  // How long a new connection waits while the server loads its data. 0: say so at once, as an API must; a process
  // that can wait sets up to 30 s.
  std::chrono::milliseconds loading{0};
};

// A reply as a value; nested for arrays.
struct RedisReply {
  enum class Kind { nil, status, integer, bytes, array, error } kind = Kind::nil;
  std::int64_t integer = 0;
  std::string bytes;  // bytes, status, error
  std::vector<RedisReply> items;
  bool is_nil() const { return kind == Kind::nil; }
  bool is_error() const { return kind == Kind::error; }
};

using RedisArgs = std::vector<std::string>;

class Redis {
 public:
  Redis(RedisAddress address, RedisTimeouts timeouts = {});
  ~Redis();
  Redis(Redis&&) noexcept;
  Redis& operator=(Redis&&) noexcept;

  // One command on database `db`; an error reply throws.
  RedisReply command(int db, const RedisArgs& args);
  // The same, with an error reply as a value.
  RedisReply try_command(int db, const RedisArgs& args);
  // Many commands on one database, one round trip; replies in order, the first error throws after all were read.
  std::vector<RedisReply> pipeline(int db, const std::vector<RedisArgs>& commands);

  // A pipeline in two halves, so that the caller can work while the server does. Batches are answered in the order in
  // which they were sent; nothing else may be asked on this connection while one is unanswered.
  void send(int db, const std::vector<RedisArgs>& commands);
  std::vector<RedisReply> receive();
  std::size_t unanswered() const;  // batches sent and not yet received

  // WATCH keys, `body` reads and returns the commands to run (with the database of each) or nothing to give up; EXEC.
  // True: executed, with the commands' replies in `replies`. False: given up. A lost race runs `body` again, at most
  // `tries` times, then throws (timeout). Where the connection breaks at EXEC, nobody knows whether it ran.
  struct DbCommand {
    int db;
    RedisArgs args;
  };
  using Transaction = std::vector<DbCommand>;
  using TransactionBody = std::function<std::optional<Transaction>(Redis&)>;
  bool transact(int db, const std::vector<std::string>& watched, const TransactionBody& body, int tries = 64,
                std::vector<RedisReply>* replies = nullptr);
  // The same where what is read is known before: WATCH, the questions and MULTI travel together, so that it takes two
  // round trips. Each of them may wait for the disk, where somebody else's write is being synced.
  using Decision = std::function<std::optional<Transaction>(const std::vector<RedisReply>&)>;
  bool decide(int db, const std::vector<std::string>& watched, const std::vector<RedisArgs>& questions,
              const Decision& decision, int tries = 64, std::vector<RedisReply>* replies = nullptr);
  // The same as transact for commands that only delete or expire. A Redis whose memory is full queues no command of a
  // transaction, so there they run one after the other; their order has to be one that may end behind any of them.
  bool transact_deletion(int db, const std::vector<std::string>& watched, const TransactionBody& body,
                         std::vector<RedisReply>* replies = nullptr);

  // Blocks up to `longest` for one command that waits (XREAD BLOCK, BLMOVE); nil when the time is over.
  RedisReply wait_command(int db, const RedisArgs& args, std::chrono::milliseconds longest);

  // Whether the server let a time-out pass when it was asked last.
  bool timed_out() const;
  void close();
  const RedisAddress& address() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

// Connections for many threads; bounded, lends in LIFO order, so that few stay warm. Thread-safe. Outlives its leases.
// After a time-out it lends nothing and says so at once, until the server answers a probe (breaker.h).
class RedisPool {
 public:
  RedisPool(RedisAddress address, RedisTimeouts timeouts, std::size_t most);
  ~RedisPool();

  class Lease {
   public:
    Lease(RedisPool& pool, std::unique_ptr<Redis> redis);
    ~Lease();
    Lease(Lease&&) noexcept = default;
    Redis* operator->() { return redis_.get(); }
    Redis& operator*() { return *redis_; }

   private:
    RedisPool* pool_;
    std::unique_ptr<Redis> redis_;
  };
  // Waits up to the connect timeout for a free one, then throws (timeout); at once while the server is silent.
  Lease lend();
  const RedisAddress& address() const;
  const RedisTimeouts& timeouts() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

// Version ≥ 6.2, a primary outside of Redis Cluster with our four databases, appendonly yes, maxmemory-policy
// noeviction: what is wrong, named; empty when all is well. A server that may not be asked (ACL) is a Problem too.
Problems check_server(Redis& redis);

}  // namespace perigee
