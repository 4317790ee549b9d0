#include "perigee/store/redis.h"

#include <algorithm>
#include <utility>

#include "perigee/base/error.h"
#include "perigee/store/redis_connection.h"

namespace perigee {

class Redis::State {
 public:
  State(RedisAddress address, RedisTimeouts timeouts) : wire(std::move(address), timeouts) {}

  RedisConnection wire;

  void watch(int db, const std::vector<std::string>& keys) {
    if (keys.empty()) return;
    RedisArgs args{"WATCH"};
    args.insert(args.end(), keys.begin(), keys.end());
    wire.throw_error(wire.ask(db, {args}));
    wire.pin();
  }

  void unwatch() {
    if (wire.is_pinned()) wire.throw_error(wire.ask(wire.selected(), {{"UNWATCH"}}));
    wire.unpin();
  }

  // Leaves no watch and no half of a transaction behind.
  void abandon() {
    if (wire.is_pinned()) wire.close();
    wire.unpin();
  }

  // The replies of the commands, or nothing when a watched key changed. MULTI goes first and alone: where it is
  // refused, the commands must not run one by one.
  std::optional<std::vector<RedisReply>> execute(const Transaction& transaction) {
    prove_databases(transaction);
    wire.throw_error(wire.ask(wire.selected(), {{"MULTI"}}));
    wire.pin();
    const int before = wire.selected();
    std::vector<RedisReply> replies = wire.ask(before, with_selects(transaction, before));
    wire.unpin();
    RedisReply executed = std::move(replies.back());
    if (executed.is_nil()) return std::nullopt;  // nothing ran, so the old database is still selected
    wire.throw_error(replies);                   // the reason why a command was not queued
    if (executed.is_error()) wire.throw_error({executed});
    check_executed(executed.items);
    if (!transaction.empty()) wire.note_selected(transaction.back().db);
    return without_selects(std::move(executed.items), transaction, before);
  }

 private:
  // The commands and EXEC, with a SELECT wherever the database changes.
  static std::vector<RedisArgs> with_selects(const Transaction& transaction, int current) {
    std::vector<RedisArgs> commands;
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
    if (std::none_of(replies.begin(), replies.end(), [](const RedisReply& reply) { return reply.is_error(); })) return;
    wire.close();
    wire.throw_error(replies);
  }

  // A SELECT that fails inside of EXEC would send the commands after it to the wrong database, so each database is
  // selected once outside of one.
  void prove_databases(const Transaction& transaction) {
    const int before = wire.selected();
    for (const DbCommand& command : transaction)
      if (!wire.has_proven(command.db)) wire.select(command.db);
    wire.select(before);
  }
};

Redis::Redis(RedisAddress address, RedisTimeouts timeouts)
    : state_(std::make_unique<State>(std::move(address), timeouts)) {}
Redis::~Redis() = default;
Redis::Redis(Redis&&) noexcept = default;
Redis& Redis::operator=(Redis&&) noexcept = default;

RedisReply Redis::command(int db, const RedisArgs& args) {
  auto replies = state_->wire.ask(db, {args});
  state_->wire.throw_error(replies);
  return std::move(replies.front());
}

RedisReply Redis::try_command(int db, const RedisArgs& args) {
  auto replies = state_->wire.ask(db, {args});
  return std::move(replies.front());
}

std::vector<RedisReply> Redis::pipeline(int db, const std::vector<RedisArgs>& commands) {
  if (commands.empty()) return {};
  auto replies = state_->wire.ask(db, commands);
  state_->wire.throw_error(replies);
  return replies;
}

void Redis::send(int db, const std::vector<RedisArgs>& commands) { state_->wire.send(db, commands); }

std::vector<RedisReply> Redis::receive() {
  auto replies = state_->wire.receive();
  state_->wire.throw_error(replies);
  return replies;
}

std::size_t Redis::unanswered() const { return state_->wire.unanswered(); }

bool Redis::transact(int db, const std::vector<std::string>& watched, const TransactionBody& body, int tries,
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

bool Redis::transact_deletion(int db, const std::vector<std::string>& watched, const TransactionBody& body,
                              std::vector<RedisReply>* replies) try {
  return transact(db, watched, body, 64, replies);
} catch (const EnvironmentError& error) {
  if (error.fault() != Fault::out_of_memory) throw;
  const auto commands = body(*this);
  if (!commands) return false;
  std::vector<RedisReply> answers;
  for (const DbCommand& one : *commands) answers.push_back(command(one.db, one.args));
  if (replies) *replies = std::move(answers);
  return true;
}

RedisReply Redis::wait_command(int db, const RedisArgs& args, std::chrono::milliseconds longest) {
  return state_->wire.wait(db, args, longest);
}

bool Redis::timed_out() const { return state_->wire.timed_out(); }
void Redis::close() { state_->wire.close(); }
const RedisAddress& Redis::address() const { return state_->wire.address(); }

}  // namespace perigee
