// Makes what the benchmarks work on: generated CSV, a generated dataset in Redis, an accepted job.
//
//   bench_data csv ROWS                 writes the CSV to standard output
//   bench_data dataset REDIS-URL ROWS   replaces the dataset 'launches'
//   bench_data job REDIS-URL            accepts a timeline job and prints its id
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <random>
#include <string>
#include <string_view>

#include "perigee/base/error.h"
#include "perigee/store/datasets.h"
#include "perigee/store/jobs.h"
#include "tests/bench/launch_rows.h"

namespace perigee::bench {
namespace {

constexpr std::uint64_t kSeed = 1957;

RedisPool pool_of(const std::string& url) {
  const auto address = parse_redis_url(url);
  if (!address) throw EnvironmentError(Fault::internal, to_string(address.problems()));
  return RedisPool(*address, {}, 2);
}

void write_csv(std::uint64_t rows) {
  LaunchRows source(kSeed);
  std::string text(csv_header());
  for (std::uint64_t i = 0; i < rows; ++i) {
    append_csv(text, source.next());
    if (text.size() < (1u << 20) && i + 1 < rows) continue;
    std::fwrite(text.data(), 1, text.size(), stdout);
    text.clear();
  }
}

LoadReport report_of(std::uint64_t rows) {
  LoadReport report;
  report.rows = rows;
  report.format = "csv";
  LaunchRows source(kSeed);
  const Table sample = block(source, 1);
  for (const auto& column : sample.columns()) {
    ColumnProfile profile;
    profile.name = column.name();
    profile.type = column.type();
    if (profile.name == "DateTime") profile.least = "1957-10-04T00:00:00Z", profile.most = "2020-08-07T05:12:00Z";
    if (profile.name == "Year") profile.least = "1957", profile.most = "2020";
    report.columns.push_back(profile);
  }
  return report;
}

int write_dataset(const std::string& url, std::uint64_t rows) {
  RedisPool pool = pool_of(url);
  DatasetWriter writer(pool, "launches", WriteMode::replace);
  LaunchRows source(kSeed);
  for (std::uint64_t left = rows; left > 0;) {
    const std::uint64_t now = std::min<std::uint64_t>(left, kRowsPerBlock);
    writer.add(block(source, static_cast<std::size_t>(now)));
    left -= now;
  }
  const auto commit = writer.commit(report_of(rows), "Generated launches");
  if (commit) return 0;
  std::fprintf(stderr, "%s\n", to_string(commit.problems()).c_str());
  return 1;
}

int accept_job(const std::string& url) {
  RedisPool pool = pool_of(url);
  std::random_device random;
  JobRecord record;
  record.id = "bench-" + std::to_string(random()) + "-" + std::to_string(random());
  record.uid = record.id;
  record.executor = "bench";
  record.spec.analysis = "timeline";
  const auto accepted = Jobs(pool).accept(record, {});
  if (!accepted) return 1;
  std::printf("%s\n", record.id.c_str());
  return 0;
}

int run(int argc, char** argv) {
  const std::string_view verb = argc > 1 ? argv[1] : "";
  if (verb == "csv" && argc == 3) return write_csv(std::strtoull(argv[2], nullptr, 10)), 0;
  if (verb == "dataset" && argc == 4) return write_dataset(argv[2], std::strtoull(argv[3], nullptr, 10));
  if (verb == "job" && argc == 3) return accept_job(argv[2]);
  std::fprintf(stderr, "usage: bench_data csv ROWS | dataset REDIS-URL ROWS | job REDIS-URL\n");
  return 2;
}

}  // namespace
}  // namespace perigee::bench

int main(int argc, char** argv) {
  try {
    return perigee::bench::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_data: %s\n", error.what());
    return 1;
  }
}
