// The runner over a real Redis: jobs, datasets, twins and everything that can be wrong with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <memory>
#include <thread>

#include "perigee/data/loader.h"
#include "perigee/job/termination.h"
#include "perigee/store/datasets.h"
#include "perigee/store/jobs.h"
#include "tests/runner/program.h"
#include "tests/support/redis_server.h"

namespace perigee::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n";

class RunnerOfJobs : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!RedisServer::available()) GTEST_SKIP() << "redis-server is not installed";
    server = std::make_unique<RedisServer>();
    pool = std::make_unique<RedisPool>(*parse_redis_url(server->url()), RedisTimeouts{}, 4);
    program.set("PERIGEE_REDIS_URL=" + server->url());
  }

  void upload(const std::string& name = "launches") {
    DatasetWriter writer(*pool, name, WriteMode::replace);
    const auto loaded = load_file(PERIGEE_SOURCE_DIR "/samples/launches.csv");
    ASSERT_TRUE(loaded);
    writer.add(loaded->table);
    ASSERT_TRUE(writer.commit(loaded->report, "The sample"));
  }

  // 40 blocks of launches, 3 bytes each.
  void upload_large() {
    ColumnBuilder years("Year", Type::integer), sectors("Sector", Type::category);
    for (std::size_t row = 0; row < kRowsPerBlock; ++row) {
      years.add(static_cast<std::int64_t>(1900 + row % 300));
      sectors.add(std::string_view(row % 2 == 0 ? "P" : "S"));
    }
    const Table block({years.build(), sectors.build()});
    DatasetWriter writer(*pool, "launches", WriteMode::replace);
    LoadReport report;
    for (const auto& column : block.columns()) {
      report.columns.emplace_back();
      report.columns.back().name = column.name();
      report.columns.back().type = column.type();
    }
    for (; report.rows < 40 * kRowsPerBlock; report.rows += kRowsPerBlock) writer.add(block);
    ASSERT_TRUE(writer.commit(report, "Large"));
  }

  // An accepted job with its first attempt begun.
  void accept(const std::string& id, const std::string& analysis = "timeline", Values parameters = {}) {
    JobRecord record;
    record.id = id;
    record.uid = "uid-" + id;
    record.executor = "local";
    record.created = system_clock().now();
    record.spec.analysis = analysis;
    record.spec.parameters = std::move(parameters);
    Jobs jobs(*pool);
    ASSERT_TRUE(jobs.accept(record, {}));
    ASSERT_TRUE(jobs.begin_attempt(id, record.uid, 1));
  }

  Ended draw(const std::string& id, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"render", "--job", id, "--termination-message", "words"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return program.run(arguments);
  }
  Termination last_words() {
    const auto said = parse_termination(program.read("words"));
    EXPECT_TRUE(said) << program.read("words");
    return said ? *said : Termination{};
  }

  Program program;
  std::unique_ptr<RedisServer> server;
  std::unique_ptr<RedisPool> pool;
};

TEST_F(RunnerOfJobs, CommitsAPictureWithItsRecord) {
  upload();
  accept("j1");
  const Ended ended = draw("j1");
  ASSERT_EQ(ended.code, 0) << ended.err;
  const auto result = Jobs(*pool).result("j1");
  ASSERT_TRUE(result);
  EXPECT_THAT(result->bytes, StartsWith(kPng));
  EXPECT_EQ(last_words().result->sha256, result->info.sha256);
  EXPECT_EQ(Jobs(*pool).find("j1")->state, JobState::complete);
}

TEST_F(RunnerOfJobs, PinsTheVersionItDrewFrom) {
  upload();
  accept("j1");
  ASSERT_EQ(draw("j1").code, 0);
  const auto version = Datasets(*pool).find("launches")->version;
  EXPECT_EQ(Jobs(*pool).find("j1")->dataset_version, version);
  EXPECT_EQ(last_words().result->dataset_version, version);
}

TEST_F(RunnerOfJobs, AnotherAttemptDrawsTheVersionOfTheFirst) {
  upload();
  accept("j1");
  ASSERT_TRUE(Jobs(*pool).pin_dataset("j1", "uid-j1", Datasets(*pool).find("launches")->version));
  EXPECT_EQ(draw("j1").code, 0);
}

TEST_F(RunnerOfJobs, SaysThatTheVersionItBeganWithHasLeft) {
  upload();
  accept("j1");
  ASSERT_TRUE(Jobs(*pool).pin_dataset("j1", "uid-j1", "0123456789abcdef"));
  EXPECT_EQ(draw("j1").code, 11);
  EXPECT_THAT(last_words().message, HasSubstr("began with version 0123456789ab; that version has left the store"));
  EXPECT_FALSE(Jobs(*pool).result("j1"));
}

TEST_F(RunnerOfJobs, AdoptsTheResultOfItsTwin) {
  upload();
  accept("j1");
  ASSERT_EQ(draw("j1").code, 0);
  const auto first = last_words();
  EXPECT_EQ(draw("j1").code, 0);
  EXPECT_TRUE(last_words().by_twin);
  EXPECT_EQ(last_words().result, first.result);
}

TEST_F(RunnerOfJobs, TwoAtOnceCommitOneResult) {
  upload();
  accept("j1");
  Program other;
  other.set("PERIGEE_REDIS_URL=" + server->url());
  Ended second;
  std::thread twin([&] { second = other.run({"--job", "j1"}); });
  const Ended first = program.run({"--job", "j1"});
  twin.join();
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(second.code, 0) << second.err;
}

TEST_F(RunnerOfJobs, Ends16WhereTheJobIsGoneOverOrAnother) {
  upload();
  EXPECT_EQ(draw("nobody").code, 16);
  accept("j1");
  EXPECT_EQ(draw("j1", {"--uid", "uid-of-another"}).code, 16);
  EXPECT_EQ(last_words().reason, "Cancelled");
  Jobs::Ending cancelled;
  cancelled.state = JobState::cancelled;
  Jobs(*pool).finish("j1", "uid-j1", cancelled);
  EXPECT_EQ(draw("j1").code, 16);
  EXPECT_FALSE(Jobs(*pool).result("j1"));
}

TEST_F(RunnerOfJobs, Ends10For11For12LikeAFileDoes) {
  accept("j1");
  EXPECT_EQ(draw("j1").code, 11);
  upload();
  accept("j2", "timline");
  EXPECT_EQ(draw("j2").code, 10);
  accept("j3", "timeline", {{"filter", std::vector<std::string>{"contry=USA"}}});
  EXPECT_EQ(draw("j3").code, 12);
  EXPECT_EQ(Jobs(*pool).find("j3")->state, JobState::in_progress) << "how a job failed is the executor's to record";
}

TEST_F(RunnerOfJobs, Ends15ForADatasetLargerThanTheMemoryAllowedBeforeItIsRead) {
  upload_large();
  accept("j1");
  const Ended ended = draw("j1", {"--memory", "8M"});
  EXPECT_EQ(ended.code, 15) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("'launches' takes 7.5 MiB; data may take 6 MiB of the 8 MiB"));
}

TEST_F(RunnerOfJobs, Ends21WhereTheMemoryAllowedHoldsNotEvenTheProgram) {
  upload();
  accept("j1");
  EXPECT_EQ(draw("j1", {"--memory", "100"}).code, 21);
  EXPECT_EQ(last_words().reason, "OutOfMemory");
}

TEST_F(RunnerOfJobs, Ends20WhereTheStoreIsAway) {
  upload();
  accept("j1");
  server->stop();
  EXPECT_EQ(draw("j1").code, 20);
  EXPECT_EQ(last_words().reason, "StoreUnavailable");
}

TEST_F(RunnerOfJobs, Ends22WhenToldToStopWhileTheStoreHangs) {
  upload();
  accept("j1");
  server->pause();
  const pid_t pid = program.start_endless({"--job", "j1", "--termination-message", "words"});
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  ::kill(pid, SIGTERM);
  EXPECT_EQ(program.wait(pid).code, 22);
  EXPECT_EQ(last_words().reason, "Interrupted");
  server->resume();
  EXPECT_EQ(Jobs(*pool).find("j1")->state, JobState::in_progress);
}

TEST_F(RunnerOfJobs, DrawsADatasetIntoAFileToo) {
  upload("other");
  const Ended ended = program.run({"--dataset-name", "other", "--analysis", "sector", "--out", "a.json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(program.read("a.json"), HasSubstr("The sample"));
}

TEST_F(RunnerOfJobs, NeverShowsThePasswordOfTheStore) {
  const Ended ended = program.run({"--job", "j1", "--redis", "redis://user:s3cret@127.0.0.1:1"});
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.err, ::testing::Not(HasSubstr("s3cret")));
}

}  // namespace
}  // namespace perigee::testing
