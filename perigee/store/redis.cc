#include "perigee/store/redis.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "perigee/base/error.h"
#include "perigee/store/redis_connection.h"

namespace perigee {
namespace {

EnvironmentError outrun(const std::vector<std::string>& watched) {
  return {Fault::timeout, "Others changed '" + (watched.empty() ? std::string() : watched.front()) +
                              "' in Redis again and again. Try again."};
}

}  // namespace

class Redis::State {
 public:
  State(RedisAddress address, RedisTimeouts timeouts) : wire(std::move(address), timeouts) {}

  RedisConnection wire;

  void watch(int db, const std::vector<std::string>& keys) {
    if (keys.empty()) return;
    wire.throw_error(wire.ask(db, {watching(keys)}));
    wire.pin();
  }

  // The answers, with a transaction open behind them.
  std::vector<RedisReply> watch_and_begin(int db, const std::vector<std::string>& keys,
                                          const std::vector<RedisArgs>& questions) {
    std::vector<RedisArgs> commands{watching(keys)};
    commands.insert(commands.end(), questions.begin(), questions.end());
    commands.push_back({"MULTI"});
    auto replies = wire.ask(db, commands);
    wire.pin();
    wire.throw_error(replies);
    return {std::make_move_iterator(replies.begin() + 1), std::make_move_iterator(replies.end() - 1)};
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
    return commit(transaction);
  }

  // The same where MULTI was sent. Nothing also where a database has to be selected for the first time: then it is to
  // be decided again.
  std::optional<std::vector<RedisReply>> execute_begun(const Transaction& transaction) {
    if (has_proven_databases(transaction)) return commit(transaction);
    discard();
    prove_databases(transaction);
    return std::nullopt;
  }

  void discard() {
    wire.throw_error(wire.ask(wire.selected(), {{"DISCARD"}}));
    wire.unpin();
  }

 private:
  std::optional<std::vector<RedisReply>> commit(const Transaction& transaction) {
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

  bool has_proven_databases(const Transaction& transaction) const {
    return std::all_of(transaction.begin(), transaction.end(),
                       [this](const DbCommand& command) { return wire.has_proven(command.db); });
  }

  // A SELECT that fails inside of EXEC would send the commands after it to the wrong database, so each database is
  // selected once outside of one.
  void prove_databases(const Transaction& transaction) {
    const int before = wire.selected();
    for (const DbCommand& command : transaction)
      if (!wire.has_proven(command.db)) wire.select(command.db);
    wire.select(before);
  }

  static RedisArgs watching(const std::vector<std::string>& keys) {
    RedisArgs args{"WATCH"};
    args.insert(args.end(), keys.begin(), keys.end());
    return args;
  }

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
  throw outrun(watched);
} catch (...) {
  state_->abandon();
  throw;
}

bool Redis::decide(int db, const std::vector<std::string>& watched, const std::vector<RedisArgs>& questions,
                   const Decision& decision, int tries, std::vector<RedisReply>* replies) try {
  for (int i = 0; i < tries; ++i) {
    const auto transaction = decision(state_->watch_and_begin(db, watched, questions));
    if (!transaction) {
      state_->discard();
      return false;
    }
    auto executed = state_->execute_begun(*transaction);
    if (!executed) continue;
    if (replies) *replies = std::move(*executed);
    return true;
  }
  throw outrun(watched);
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
