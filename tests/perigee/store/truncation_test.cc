// A power cut leaves the append-only file with any length. After each cut the job is complete with its result or not
// complete without one, and the dataset is a version that was committed, whole.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "perigee/base/sha256.h"
#include "tests/perigee/store/store_test.h"
#include "tests/perigee/store/tables.h"

namespace perigee {
namespace {

namespace fs = std::filesystem;
using testing::address_of;
using testing::RedisServer;

constexpr int kJobs = 6, kCuts = 20;

// The file that Redis appends to: of several parts since version 7.
fs::path append_only_file(const std::string& folder) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (name.ends_with(".incr.aof") || name == "appendonly.aof") return entry.path();
  }
  return {};
}

void work(RedisPool& pool) {
  Jobs jobs(pool);
  for (int i = 0; i < kJobs; ++i) {
    JobRecord record;
    record.id = "job-" + std::to_string(i);
    record.uid = "uid";
    record.executor = "local";
    record.spec.analysis = "timeline";
    (void)jobs.accept(record, {"key-" + record.id, "body"});
    const std::string bytes(static_cast<std::size_t>(500 + i), 'x');
    jobs.finish(record.id, "uid",
                {JobState::complete, ResultInfo{"image/png", 0, sha256_hex(bytes), 1, 1, 1, "v", 1}, bytes, {}});
    testing::store(pool, "d", i % 3 ? WriteMode::append : WriteMode::replace, testing::numbered(i * 10, 10));
  }
}

void expect_consistent(RedisPool& pool, std::uintmax_t length) {
  Jobs jobs(pool);
  for (const JobRecord& job : jobs.list({}).jobs) {
    const auto result = jobs.result(job.id);
    EXPECT_EQ(job.state == JobState::complete, result.has_value()) << job.id << " cut at " << length;
    if (result) {
      EXPECT_EQ(sha256_hex(result->bytes), job.result->sha256);
    }
    if (job.state == JobState::queued) {
      EXPECT_EQ(jobs.queued(), std::vector<std::string>{job.id});
    }
  }
  const auto manifest = Datasets(pool).find("d");
  if (!manifest) return;
  EXPECT_EQ(testing::cells(pool, "d").size(), manifest->rows) << "cut at " << length;
  EXPECT_EQ(manifest->rows % 10, 0u);
}

TEST(Truncation, LeavesNoResultWithoutRecordAndNoDatasetHalf) {
  if (!RedisServer::available()) GTEST_SKIP() << "no redis-server on PATH";
  ::signal(SIGPIPE, SIG_IGN);
  RedisServer server;
  RedisPool pool(address_of(server.url()), {}, 2);
  work(pool);
  server.kill();
  const auto file = append_only_file(server.directory());
  ASSERT_FALSE(file.empty());
  const auto copy = fs::path(server.directory()) / "copy";
  fs::copy_file(file, copy);
  std::mt19937 random(1957);
  for (int i = 0; i < kCuts; ++i) {
    const auto length = random() % fs::file_size(copy);
    fs::copy_file(copy, file, fs::copy_options::overwrite_existing);
    fs::resize_file(file, length);
    server.start();
    expect_consistent(pool, length);
    server.kill();
  }
}

}  // namespace
}  // namespace perigee
