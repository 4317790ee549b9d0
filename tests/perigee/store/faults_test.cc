// What a real redis-server does when it is killed, stopped, full, demoted or closed to us: the fault that is named, and
// that everything works again as soon as the server does.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/perigee/store/store_test.h"
#include "tests/perigee/store/tables.h"
#include "tests/support/small_disk.h"

namespace perigee {
namespace {

using namespace std::chrono_literals;
using testing::address_of;
using testing::fault_of;
using testing::kShort;
using testing::RedisServer;
using testing::RedisServerOptions;

class Faults : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { ::signal(SIGPIPE, SIG_IGN); }
  void SetUp() override {
    if (!RedisServer::available()) GTEST_SKIP() << "no redis-server on PATH";
  }

  // The fault of an upload of a dataset, through a pool that lives on.
  static std::pair<Fault, std::string> fault_of_upload(RedisPool& pool) {
    return fault_of([&] { testing::store(pool, "d", WriteMode::append, testing::numbered(next_ += 10, 10)); });
  }
  static void expect_upload_works(RedisPool& pool) {
    EXPECT_EQ(fault_of_upload(pool).second, "");
    EXPECT_FALSE(testing::cells(pool, "d").empty());
  }

  static inline std::int64_t next_ = 0;
};

TEST_F(Faults, AKilledServerIsUnavailableAndItsDataAreThereAgainAfterItsRestart) {
  RedisServer server;
  RedisPool pool(address_of(server.url()), kShort, 2);
  expect_upload_works(pool);
  const auto before = testing::cells(pool, "d");
  server.kill();
  EXPECT_EQ(fault_of_upload(pool).first, Fault::unavailable);
  server.start();
  EXPECT_EQ(testing::cells(pool, "d"), before);
  expect_upload_works(pool);
}

TEST_F(Faults, AStoppedServerTimesOutAndServesWhenItGoesOn) {
  RedisServer server;
  RedisPool pool(address_of(server.url()), kShort, 2);
  expect_upload_works(pool);
  server.pause();
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(fault_of_upload(pool).first, Fault::timeout);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 4s);
  server.resume();
  expect_upload_works(pool);
}

TEST_F(Faults, AfterOneTimeOutNobodyWaitsForAStoppedServerAndAllGoOnWithIt) {
  RedisServer server;
  RedisPool pool(address_of(server.url()), kShort, 4);
  ASSERT_TRUE(Datasets(pool).list().empty());
  server.pause();
  EXPECT_EQ(fault_of([&] { Datasets(pool).list(); }).first, Fault::timeout);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(fault_of([&] { Datasets(pool).list(); }).first, Fault::timeout);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 800ms);  // a probe of 500 ms at most
  server.resume();
  for (int i = 0; i < 30 && !fault_of([&] { Datasets(pool).list(); }).second.empty(); ++i)
    std::this_thread::sleep_for(50ms);
  expect_upload_works(pool);
}

TEST_F(Faults, WhoWaitsForAConnectionIsToldAsSoonAsTheServerIsKnownToBeSilent) {
  RedisServer server;
  RedisPool pool(address_of(server.url()), {5s, 300ms, 0ms}, 1);
  ASSERT_TRUE(Datasets(pool).list().empty());
  server.pause();
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> askers;
  std::atomic<int> told = 0;
  for (int i = 0; i < 8; ++i)
    askers.emplace_back([&] { told += fault_of([&] { Datasets(pool).list(); }).first == Fault::timeout ? 1 : 0; });
  for (std::thread& asker : askers) asker.join();
  EXPECT_EQ(told, 8);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
}

TEST_F(Faults, ADatasetIsReadWithoutALeaseWhereTheServerTakesNoWrites) {
  RedisServer server;
  RedisPool pool(address_of(server.url()), kShort, 2);
  expect_upload_works(pool);
  const auto before = testing::cells(pool, "d");
  server.ask("CONFIG SET maxmemory 1");
  EXPECT_EQ(testing::cells(pool, "d"), before);
  EXPECT_FALSE(Datasets(pool).open("nobody"));
}

TEST_F(Faults, AFullMemoryRefusesWritesNamesItselfAndStillReads) {
  RedisServer server;
  RedisPool pool(address_of(server.url()), kShort, 2);
  expect_upload_works(pool);
  server.ask("CONFIG SET maxmemory 1");
  const auto [fault, sentence] = fault_of_upload(pool);
  EXPECT_EQ(fault, Fault::out_of_memory);
  EXPECT_NE(sentence.find("maxmemory"), std::string::npos) << sentence;
  EXPECT_TRUE(Datasets(pool).find("d"));
  server.ask("CONFIG SET maxmemory 0");
  expect_upload_works(pool);
}

TEST_F(Faults, AFullMemoryLeavesNoJobHalfAccepted) {
  RedisServer server;
  RedisPool pool(address_of(server.url()), kShort, 2);
  server.ask("CONFIG SET maxmemory 1");
  JobRecord record;
  record.id = "a";
  record.executor = "local";
  EXPECT_EQ(fault_of([&] { (void)Jobs(pool).accept(record, {}); }).first, Fault::out_of_memory);
  EXPECT_FALSE(Jobs(pool).find("a"));
  EXPECT_EQ(Jobs(pool).queue_length(), 0u);
}

TEST_F(Faults, AFullMemoryIsNoTroubleWhereNothingIsQueued) {
  RedisServer server;
  RedisPool pool(address_of(server.url()), kShort, 2);
  server.ask("CONFIG SET maxmemory 1");
  EXPECT_FALSE(Jobs(pool).take());
}

TEST_F(Faults, AFullMemoryLetsDatasetsAndJobsBeDeletedWhole) {
  RedisServer server;
  RedisPool pool(address_of(server.url()), kShort, 2);
  expect_upload_works(pool);
  JobRecord record;
  record.id = "a";
  record.uid = "uid";
  record.executor = "kubernetes";
  record.spec.analysis = "timeline";
  ASSERT_TRUE(Jobs(pool).accept(record, {}));
  Jobs(pool).finish("a", "uid", {JobState::cancelled, {}, "", {}});
  server.ask("CONFIG SET maxmemory 1");
  EXPECT_TRUE(Datasets(pool).remove("d"));
  EXPECT_FALSE(Datasets(pool).remove("d"));
  EXPECT_TRUE(Jobs(pool).remove("a"));
  EXPECT_EQ(Redis(address_of(server.url())).command(0, {"KEYS", "*"}).items.size(), 0u);
  EXPECT_EQ(Redis(address_of(server.url())).command(2, {"KEYS", "*"}).items.size(), 0u);
}

TEST_F(Faults, AReplicaRefusesWritesAndIsNamedByTheCheck) {
  RedisServer primary({.tcp = true}), replica;
  replica.ask("REPLICAOF 127.0.0.1 " + std::to_string(primary.port()));
  Redis redis(address_of(replica.url()), kShort);
  EXPECT_EQ(fault_of([&] { redis.command(0, {"SET", "a", "b"}); }).first, Fault::read_only);
  EXPECT_EQ(check_server(redis).at(0).code, "redis-replica");
  replica.ask("REPLICAOF NO ONE");
  EXPECT_EQ(fault_of([&] { redis.command(0, {"SET", "a", "b"}); }).second, "");
}

TEST_F(Faults, APasswordIsAskedForCheckedAndNeverShown) {
  RedisServer server({.extra = {"--requirepass", "s3cret"}});
  const auto ping = [&](const std::string& url) {
    return fault_of([&] { Redis(address_of(url), kShort).command(0, {"PING"}); });
  };
  EXPECT_EQ(ping("unix://" + server.socket()).first, Fault::denied);
  const auto [fault, sentence] = ping("unix://:wr0ng@" + server.socket());
  EXPECT_EQ(fault, Fault::denied);
  EXPECT_EQ(sentence.find("wr0ng"), std::string::npos) << sentence;
  EXPECT_EQ(ping("unix://:s3cret@" + server.socket()).second, "");
}

TEST_F(Faults, AnAclUserThatMayNotWriteIsDeniedInWords) {
  RedisServer server;
  server.ask("ACL SETUSER reader on >pw ~* +@read +@connection +info");
  RedisPool pool(address_of("unix://reader:pw@" + server.socket()), kShort, 2);
  const auto [fault, sentence] = fault_of_upload(pool);
  EXPECT_EQ(fault, Fault::denied);
  EXPECT_NE(sentence.find("ACL"), std::string::npos) << sentence;
  server.ask("ACL SETUSER reader +@all");
  expect_upload_works(pool);
}

TEST_F(Faults, AServerThatStillLoadsIsUnavailableAtOnceOrWaitedFor) {
  // 10 ms a key of the rewritten file, and a look at the clients every 1,024 bytes.
  RedisServer server({.extra = {"--key-load-delay", "10000", "--loading-process-events-interval-bytes", "1024"}});
  std::vector<RedisArgs> sets;
  for (int i = 0; i < 100; ++i) sets.push_back({"SET", "key" + std::to_string(i), std::string(300, 'x')});
  Redis(address_of(server.url())).pipeline(0, sets);
  server.ask("BGREWRITEAOF");
  while (server.ask("INFO persistence").find("aof_rewrite_in_progress:1") != std::string::npos) {
  }
  server.kill();
  server.start_without_wait();
  const RedisTimeouts patient{1s, 5s, 20s};
  std::pair<Fault, std::string> hasty;
  for (int i = 0; i < 200 && hasty.second.find("loading") == std::string::npos; ++i) {
    hasty = fault_of([&] { Redis(address_of(server.url()), kShort).command(0, {"GET", "key1"}); });
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_EQ(hasty.first, Fault::unavailable);
  EXPECT_NE(hasty.second.find("is loading its data"), std::string::npos) << hasty.second;
  EXPECT_EQ(Redis(address_of(server.url()), patient).command(0, {"DBSIZE"}).integer, 100);
}

class FullDisk : public Faults {
 protected:
  void SetUp() override {
    Faults::SetUp();
    if (!IsSkipped() && !disk_.is_there()) GTEST_SKIP() << testing::SmallDisk::kWhyNot;
  }

  testing::SmallDisk disk_;
};

TEST_F(FullDisk, WithFsyncEverySecondRefusesWritesAndRecoversByItself) {
  RedisServer server({.appendfsync = "everysec", .directory = disk_.folder()});
  RedisPool pool(address_of(server.url()), kShort, 2);
  expect_upload_works(pool);
  disk_.fill();
  std::pair<Fault, std::string> seen;
  for (int i = 0; i < 40 && seen.second.empty(); ++i) {
    seen = fault_of_upload(pool);
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(seen.first, Fault::read_only) << seen.second;
  EXPECT_NE(seen.second.find("disk"), std::string::npos) << seen.second;
  disk_.make_room();
  for (int i = 0; i < 60 && !fault_of_upload(pool).second.empty(); ++i) std::this_thread::sleep_for(50ms);
  expect_upload_works(pool);
}

TEST_F(FullDisk, WithFsyncAlwaysTheServerEndsAndWhatItAcknowledgedIsThereAfterItsRestart) {
  RedisServer server({.directory = disk_.folder()});
  RedisPool pool(address_of(server.url()), kShort, 2);
  expect_upload_works(pool);
  disk_.fill();
  std::vector<std::vector<std::string>> acknowledged;
  for (int i = 0; i < 50 && fault_of_upload(pool).second.empty(); ++i) acknowledged = testing::cells(pool, "d");
  EXPECT_TRUE(server.wait_for_exit(5));
  EXPECT_EQ(fault_of_upload(pool).first, Fault::unavailable);
  disk_.make_room();
  server.start();
  const auto after = testing::cells(pool, "d");
  EXPECT_GE(after.size(), acknowledged.size());
  expect_upload_works(pool);
}

// The check at the start.

std::vector<std::string> codes_of(const RedisServer& server) {
  Redis redis(address_of(server.url()), kShort);
  std::vector<std::string> codes;
  for (const Problem& problem : check_server(redis)) codes.push_back(problem.code);
  return codes;
}

TEST_F(Faults, AServerAsItShouldBePassesTheCheck) { EXPECT_TRUE(codes_of(RedisServer()).empty()); }

TEST_F(Faults, WhatIsWrongWithAServerIsNamedAllAtOnce) {
  const RedisServer server({.appendonly = "no", .maxmemory_policy = "allkeys-lru"});
  EXPECT_EQ(codes_of(server), (std::vector<std::string>{"redis-appendonly", "redis-maxmemory-policy"}));
}

TEST_F(Faults, TooFewDatabasesAreNamed) {
  EXPECT_EQ(codes_of(RedisServer({.extra = {"--databases", "2"}})), std::vector<std::string>{"redis-databases"});
}

TEST_F(Faults, AServerThatMayNotBeAskedIsDescribed) {
  RedisServer server;
  server.ask("ACL SETUSER some on >pw ~* +@all -info");
  Redis redis(address_of("unix://some:pw@" + server.socket()), kShort);
  const auto problems = check_server(redis);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "redis-unchecked");
}

}  // namespace
}  // namespace perigee
