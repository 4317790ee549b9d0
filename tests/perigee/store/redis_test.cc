#include "perigee/store/redis.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "perigee/store/keys.h"
#include "tests/perigee/store/store_test.h"
#include "tests/support/redis_proxy.h"

namespace perigee {
namespace {

using testing::address_of;
using testing::fault_of;
using testing::kShort;
using testing::RedisProxy;
using Transaction = Redis::Transaction;

class RedisTest : public testing::StoreTest {
 protected:
  Redis connect() const { return {address_of(server_->url()), kShort}; }
};

TEST_F(RedisTest, TalksToTheDatabaseItIsAskedFor) {
  Redis redis = connect();
  redis.command(1, {"SET", "key", "one"});
  redis.command(2, {"SET", "key", "two"});
  EXPECT_EQ(redis.command(1, {"GET", "key"}).bytes, "one");
  EXPECT_EQ(redis.command(2, {"GET", "key"}).bytes, "two");
  EXPECT_TRUE(redis.command(0, {"GET", "key"}).is_nil());
}

TEST_F(RedisTest, CarriesAnyBytes) {
  Redis redis = connect();
  const std::string bytes("\0\r\n$-1\r\n\xff", 9);
  redis.command(0, {"SET", bytes, bytes});
  EXPECT_EQ(redis.command(0, {"GET", bytes}).bytes, bytes);
}

TEST_F(RedisTest, AnswersNestedArraysAndNumbers) {
  Redis redis = connect();
  redis.command(0, {"XADD", "s", "1-1", "field", "value"});
  const auto entry = redis.command(0, {"XRANGE", "s", "-", "+"}).items.at(0);
  EXPECT_EQ(entry.items.at(0).bytes, "1-1");
  EXPECT_EQ(entry.items.at(1).items.at(1).bytes, "value");
  EXPECT_EQ(redis.command(0, {"XLEN", "s"}).integer, 1);
}

TEST_F(RedisTest, AnErrorReplyThrowsAfterTheWholePipelineWasRead) {
  Redis redis = connect();
  const auto act = [&] { redis.pipeline(0, {{"SET", "a", "1"}, {"LPUSH", "a", "x"}, {"SET", "b", "2"}}); };
  EXPECT_NE(fault_of(act).second.find("WRONGTYPE"), std::string::npos);
  EXPECT_EQ(redis.command(0, {"GET", "b"}).bytes, "2");
}

TEST_F(RedisTest, ATriedCommandGivesItsErrorAsAValue) {
  Redis redis = connect();
  EXPECT_TRUE(redis.try_command(0, {"NOSUCHCOMMAND"}).is_error());
}

TEST_F(RedisTest, BatchesAreAnsweredInOrder) {
  Redis redis = connect();
  redis.send(0, {{"ECHO", "a"}, {"ECHO", "b"}});
  redis.send(1, {{"ECHO", "c"}});
  EXPECT_EQ(redis.unanswered(), 2u);
  EXPECT_EQ(redis.receive().at(1).bytes, "b");
  EXPECT_EQ(redis.receive().at(0).bytes, "c");
}

TEST_F(RedisTest, NothingElseMayBeAskedWhileABatchIsUnanswered) {
  Redis redis = connect();
  redis.send(0, {{"ECHO", "a"}});
  EXPECT_THROW(redis.command(0, {"ECHO", "b"}), std::logic_error);
}

TEST_F(RedisTest, AConnectionThatTheServerClosedWhileIdleIsReplaced) {
  Redis redis = connect();
  redis.command(0, {"PING"});
  server_->ask("CLIENT KILL TYPE normal SKIPME yes");
  EXPECT_EQ(redis.command(3, {"PING"}).bytes, "PONG");
}

TEST_F(RedisTest, ALateReplyNeverAnswersTheNextCommand) {
  RedisProxy proxy(server_->socket());
  Redis redis(address_of(proxy.url()), {kShort.connect, std::chrono::milliseconds(80), {}});
  redis.pipeline(0, {{"SET", "a", "A"}, {"SET", "b", "B"}});
  proxy.delay_replies(std::chrono::milliseconds(200));
  EXPECT_EQ(fault_of([&] { redis.command(0, {"GET", "a"}); }).first, Fault::timeout);
  proxy.delay_replies(std::chrono::milliseconds(0));
  std::this_thread::sleep_for(std::chrono::milliseconds(250));
  EXPECT_EQ(redis.command(0, {"GET", "b"}).bytes, "B");
}

TEST_F(RedisTest, TlsIsRefusedInWordsWhereTheLibraryHasNone) {
  if (redis_has_tls()) GTEST_SKIP() << "hiredis has TLS here";
  const auto [fault, sentence] = fault_of([] { Redis(address_of("rediss://host")).command(0, {"PING"}); });
  EXPECT_EQ(fault, Fault::denied);
  EXPECT_NE(sentence.find("has no TLS"), std::string::npos) << sentence;
}

TEST_F(RedisTest, AnAddressWhereNobodyListensIsNamed) {
  const auto [fault, sentence] = fault_of([] { Redis(address_of("unix:///nowhere.sock")).command(0, {"PING"}); });
  EXPECT_EQ(fault, Fault::unavailable);
  EXPECT_NE(sentence.find("unix:///nowhere.sock can not be reached"), std::string::npos) << sentence;
}

TEST_F(RedisTest, WaitsForACommandThatBlocksAndGivesNilWhenNothingCame) {
  Redis redis = connect();
  const auto longest = std::chrono::milliseconds(900);  // longer than the command timeout
  EXPECT_TRUE(redis.wait_command(1, {"BLMOVE", "q", "p", "RIGHT", "LEFT", "0.9"}, longest).is_nil());
  EXPECT_EQ(redis.command(0, {"PING"}).bytes, "PONG");
}

// Transactions.

TEST_F(RedisTest, ATransactionSpansDatabasesAndAnswersItsOwnCommandsOnly) {
  Redis redis = connect();
  std::vector<RedisReply> replies;
  EXPECT_TRUE(redis.transact(
      2, {},
      [](Redis&) {
        return Transaction{{3, {"SET", "r", "x"}}, {2, {"INCR", "n"}}, {1, {"LPUSH", "q", "i"}}};
      },
      1, &replies));
  ASSERT_EQ(replies.size(), 3u);
  EXPECT_EQ(replies[1].integer, 1);
  EXPECT_EQ(redis.command(3, {"GET", "r"}).bytes, "x");
  EXPECT_EQ(redis.command(1, {"LLEN", "q"}).integer, 1);
}

TEST_F(RedisTest, ALostRaceRunsTheBodyAgain) {
  Redis redis = connect(), other = connect();
  int runs = 0;
  EXPECT_TRUE(redis.transact(2, {"key"}, [&](Redis& r) {
    const auto value = r.command(2, {"GET", "key"});
    if (++runs == 1) other.command(2, {"SET", "key", "theirs"});
    return Transaction{{2, {"SET", "key", value.bytes + "+ours"}}};
  }));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(redis.command(2, {"GET", "key"}).bytes, "theirs+ours");
}

TEST_F(RedisTest, AfterAnAbortedExecTheOldDatabaseIsStillSelected) {
  Redis redis = connect(), other = connect();
  redis.command(2, {"SET", "where", "db2"});
  int runs = 0;
  redis.transact(2, {"key"}, [&](Redis&) -> std::optional<Transaction> {
    if (++runs == 2) return std::nullopt;
    other.command(2, {"SET", "key", "changed"});
    return Transaction{{3, {"SET", "r", "x"}}};
  });
  EXPECT_EQ(redis.command(2, {"GET", "where"}).bytes, "db2");
  EXPECT_TRUE(redis.command(3, {"GET", "r"}).is_nil());
}

TEST_F(RedisTest, GivingUpChangesNothingAndForgetsTheWatch) {
  Redis redis = connect();
  EXPECT_FALSE(redis.transact(2, {"key"}, [](Redis&) { return std::nullopt; }));
  redis.command(2, {"SET", "key", "1"});
  EXPECT_TRUE(redis.transact(2, {}, [](Redis&) { return Transaction{{2, {"INCR", "key"}}}; }));
}

TEST_F(RedisTest, ADecisionIsMadeOnTheAnswersAndAgainWhenARaceWasLost) {
  Redis redis = connect(), other = connect();
  int runs = 0;
  EXPECT_TRUE(redis.decide(2, {"key"}, {{"GET", "key"}, {"GET", "none"}}, [&](const auto& answers) {
    EXPECT_TRUE(answers.at(1).is_nil());
    if (++runs == 1) other.command(2, {"SET", "key", "theirs"});
    return Transaction{{2, {"SET", "key", answers.at(0).bytes + "+ours"}}};
  }));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(redis.command(2, {"GET", "key"}).bytes, "theirs+ours");
}

TEST_F(RedisTest, ADecisionSpansDatabasesThatTheConnectionNeverSelected) {
  Redis redis = connect();
  std::vector<RedisReply> replies;
  const auto decision = [](const auto&) { return Transaction{{3, {"SET", "r", "x"}}, {1, {"LPUSH", "q", "i"}}}; };
  EXPECT_TRUE(redis.decide(2, {"key"}, {{"GET", "key"}}, decision, 64, &replies));
  ASSERT_EQ(replies.size(), 2u);
  EXPECT_EQ(redis.command(3, {"GET", "r"}).bytes, "x");
  EXPECT_EQ(redis.command(1, {"LLEN", "q"}).integer, 1);
}

TEST_F(RedisTest, ADecisionToDoNothingLeavesNoTransactionOpen) {
  Redis redis = connect(), other = connect();
  EXPECT_FALSE(redis.decide(2, {"key"}, {{"GET", "key"}}, [](const auto&) { return std::nullopt; }));
  other.command(2, {"SET", "key", "1"});
  EXPECT_TRUE(redis.transact(2, {}, [](Redis&) { return Transaction{{2, {"INCR", "key"}}}; }));
  EXPECT_EQ(redis.command(2, {"GET", "key"}).bytes, "2");
}

TEST_F(RedisTest, ADecisionThatThrowsLeavesNoTransactionOpen) {
  Redis redis = connect();
  const auto act = [&] {
    redis.decide(2, {"key"}, {{"GET", "key"}}, [](const auto&) -> std::optional<Transaction> {
      throw EnvironmentError(Fault::internal, "It makes no sense.");
    });
  };
  EXPECT_EQ(fault_of(act).first, Fault::internal);
  EXPECT_EQ(redis.command(2, {"SET", "key", "1"}).bytes, "OK");
}

TEST_F(RedisTest, AQuestionThatIsRefusedEndsTheDecision) {
  Redis redis = connect();
  redis.command(2, {"LPUSH", "list", "x"});
  const auto act = [&] { redis.decide(2, {"key"}, {{"GET", "list"}}, [](const auto&) { return Transaction{}; }); };
  EXPECT_THROW(act(), EnvironmentError);
  EXPECT_EQ(redis.command(2, {"SET", "key", "1"}).bytes, "OK");
}

TEST_F(RedisTest, ARaceThatIsLostAgainAndAgainEnds) {
  Redis redis = connect(), other = connect();
  const auto act = [&] {
    redis.transact(
        2, {"key"},
        [&](Redis&) {
          other.command(2, {"INCR", "key"});
          return Transaction{{2, {"SET", "key", "0"}}};
        },
        3);
  };
  EXPECT_EQ(fault_of(act).first, Fault::timeout);
}

TEST_F(RedisTest, ABrokenConnectionDoesNotLoseItsWatchSilently) {
  Redis redis = connect();
  const auto act = [&] {
    redis.transact(2, {"key"}, [&](Redis&) {
      server_->ask("CLIENT KILL TYPE normal SKIPME yes");
      return Transaction{{2, {"SET", "key", "blind"}}};
    });
  };
  EXPECT_EQ(fault_of(act).first, Fault::unavailable);
  EXPECT_TRUE(redis.command(2, {"GET", "key"}).is_nil());
}

TEST_F(RedisTest, ARefusedMultiRunsNoCommandOneByOne) {
  server_->ask("ACL SETUSER some on >pw ~* +@all -multi");
  Redis redis(address_of("unix://some:pw@" + server_->socket()), kShort);
  const auto act = [&] { redis.transact(0, {}, [](Redis&) { return Transaction{{0, {"SET", "key", "half"}}}; }); };
  EXPECT_EQ(fault_of(act).first, Fault::denied);
  const auto decide = [&] {
    redis.decide(0, {"key"}, {{"GET", "key"}}, [](const auto&) { return Transaction{{0, {"SET", "key", "half"}}}; });
  };
  EXPECT_EQ(fault_of(decide).first, Fault::denied);
  EXPECT_EQ(count(0, "*"), 0u);
}

TEST_F(RedisTest, ACommandThatIsNotQueuedAbortsTheWholeWithItsOwnReason) {
  server_->ask("ACL SETUSER some on >pw ~* +@all -lpush");
  Redis redis(address_of("unix://some:pw@" + server_->socket()), kShort);
  const auto act = [&] {
    redis.transact(0, {}, [](Redis&) { return Transaction{{3, {"SET", "key", "half"}}, {1, {"LPUSH", "q", "x"}}}; });
  };
  const auto [fault, sentence] = fault_of(act);
  EXPECT_EQ(fault, Fault::denied);
  EXPECT_NE(sentence.find("lpush"), std::string::npos) << sentence;
  EXPECT_EQ(count(3, "*"), 0u);
  EXPECT_TRUE(redis.command(0, {"GET", "key"}).is_nil());
}

// The pool.

TEST_F(RedisTest, ThePoolLendsWhatWasReturnedLast) {
  RedisPool pool(address_of(server_->url()), kShort, 4);
  const Redis* last = nullptr;
  {
    auto a = pool.lend(), b = pool.lend();
    last = &*a;  // destroyed after b
  }
  EXPECT_EQ(&*pool.lend(), last);
}

TEST_F(RedisTest, AnExhaustedPoolSaysSoAfterTheConnectTimeout) {
  RedisPool pool(address_of(server_->url()), kShort, 1);
  const auto held = pool.lend();
  const auto [fault, sentence] = fault_of([&] { pool.lend(); });
  EXPECT_EQ(fault, Fault::timeout);
  EXPECT_NE(sentence.find("All 1 connections to Redis are in use"), std::string::npos) << sentence;
}

TEST_F(RedisTest, AConnectionThatIsReturnedUnansweredDoesNotAnswerTheNextBorrower) {
  RedisPool pool(address_of(server_->url()), kShort, 1);
  pool.lend()->send(0, {{"ECHO", "yours"}});
  EXPECT_EQ(pool.lend()->command(0, {"ECHO", "mine"}).bytes, "mine");
}

TEST_F(RedisTest, ThePoolServesManyThreads) {
  RedisPool pool(address_of(server_->url()), {}, 4);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&pool, i] {
      for (int n = 0; n < 50; ++n) pool.lend()->command(i % 4, {"INCR", "counter"});
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(pool.lend()->command(3, {"GET", "counter"}).bytes, "100");
}

}  // namespace
}  // namespace perigee
