// The parts of the jobs' routes that need neither Redis nor HTTP.
#include <gtest/gtest.h>

#include <string>

#include "api/routes/jobs_result_cache.h"
#include "api/routes/jobs_time.h"

namespace perigee::api {
namespace {

using namespace std::chrono_literals;

TEST(JobTime, ReadsDaysAndMoments) {
  EXPECT_EQ(moment_of("1970-01-02"), kMillisPerDay);
  EXPECT_EQ(moment_of("1970-01-01T00:01Z"), 60'000);
  EXPECT_EQ(moment_of("1970-01-01T01:00:01Z"), 3'601'000);
  EXPECT_EQ(moment_of("1970-01-01T00:00:00.250Z"), 250);
}

TEST(JobTime, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "soon", "2026", "2026-02-30", "2026-1-1", "2026-01-01T", "2026-01-01T10:00", "2026-01-01T24:00Z",
        "2026-01-01T10:60Z", "2026-01-01T10:00:61Z", "2026-01-01T10:00:00ZZ", "-026-01-01", "2026-01--1"})
    EXPECT_EQ(moment_of(text), std::nullopt) << text;
}

TEST(ResultCache, BelievesWhatIsFresh) {
  ResultCache cache;
  const ResultCache::Time now{};
  cache.remember("job", "etag", now);
  EXPECT_EQ(cache.etag("job", now + 1s), "etag");
  EXPECT_EQ(cache.etag("job", now + 2s), std::nullopt);
  EXPECT_EQ(cache.etag("another", now), std::nullopt);
}

TEST(ResultCache, ForgetsWhatWasDeleted) {
  ResultCache cache;
  cache.remember("job", "etag", {});
  cache.forget("job");
  EXPECT_EQ(cache.etag("job", {}), std::nullopt);
}

TEST(ResultCache, IsBounded) {
  ResultCache cache;
  for (std::size_t job = 0; job <= ResultCache::kMost; ++job) cache.remember(std::to_string(job), "etag", {});
  EXPECT_EQ(cache.etag("0", {}), std::nullopt);
  EXPECT_EQ(cache.etag(std::to_string(ResultCache::kMost), {}), "etag");
}

}  // namespace
}  // namespace perigee::api
