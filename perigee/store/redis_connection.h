// The wire under Redis (redis.h): one socket, batches of commands and their replies, and which database is selected.
//
// Not thread-safe. Opens itself when it is needed; after any error it is closed, and nothing is sent twice.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "perigee/store/redis.h"

struct redisContext;

namespace perigee {

class RedisConnection {
 public:
  RedisConnection(RedisAddress address, RedisTimeouts timeouts);
  ~RedisConnection();

  const RedisAddress& address() const { return address_; }
  void close();

  // Writes the commands of one batch, after a SELECT where the connection is on another database.
  void send(int db, const std::vector<RedisArgs>& commands);
  // The replies of the oldest batch, errors among them. Where its SELECT was refused, its commands ran on another
  // database: that is thrown whatever they said.
  std::vector<RedisReply> receive();
  std::size_t unanswered() const { return batches_.size(); }

  // Both at once.
  std::vector<RedisReply> ask(int db, const std::vector<RedisArgs>& commands);
  // One command that the server answers late.
  RedisReply wait(int db, const RedisArgs& args, std::chrono::milliseconds longest);

  // The first error among the replies is thrown.
  void throw_error(const std::vector<RedisReply>& replies) const;

  bool timed_out() const { return timed_out_; }  // when it was asked last

  int selected() const { return selected_; }
  void select(int db);
  // Whether this connection has selected the database with success.
  bool has_proven(int db) const { return (proven_ & (1u << db)) != 0; }
  // A transaction selected it.
  void note_selected(int db) { selected_ = db; }

  // From WATCH or MULTI to EXEC: a connection lost meanwhile may not be replaced silently, for its watch is lost too.
  void pin() { pinned_ = true; }
  void unpin() { pinned_ = false; }
  bool is_pinned() const { return pinned_; }

 private:
  struct Batch {
    int db;
    std::size_t size;
    bool selects;
  };
  struct FreeContext {
    void operator()(redisContext* context) const;
  };

  void ensure_open();
  bool is_stale() const;
  void open();
  void connect();
  void start_tls();
  RedisReply greet();
  void set_timeout(std::chrono::milliseconds time);
  void append(const RedisArgs& args);
  void flush();
  RedisReply next_reply();
  [[noreturn]] void fail(std::string_view what);

  RedisAddress address_;
  RedisTimeouts timeouts_;
  std::unique_ptr<redisContext, FreeContext> context_;
  std::deque<Batch> batches_;  // sent and not yet answered
  int selected_ = 0;           // the database that the next command would run on
  unsigned proven_ = 1;        // bit db: it was selected with success on this connection
  bool pinned_ = false;
  bool timed_out_ = false;
};

}  // namespace perigee
