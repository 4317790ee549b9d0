// CSV to typed columns, both passes, one core: prints "csv_to_columns <MB/s>" (10^6 bytes by seconds of the processor,
// which a busy machine does not lengthen much; best of `repeats`) and "csv_to_columns_growth <MB>", the peak of
// resident memory while loading less what was resident before.
//
//   bench_csv [rows = 1000000] [repeats = 5] [seed = 1]
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <string_view>

#include "perigee/data/loader.h"
#include "tests/bench/launch_rows.h"

namespace {

using namespace perigee;

constexpr std::size_t kPiece = 64 * 1024;  // as an HTTP server hands them on

std::string launches(std::uint64_t rows, std::uint64_t seed) {
  std::string text(bench::csv_header());
  bench::LaunchRows source(seed);
  for (std::uint64_t i = 0; i < rows; ++i) bench::append_csv(text, source.next());
  return text;
}

// A line of /proc/self/status in kilobytes.
double status_kilobytes(std::string_view key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with(key)) continue;
    std::uint64_t value = 0;
    const std::size_t digit = line.find_first_of("0123456789");
    std::from_chars(line.data() + digit, line.data() + line.size(), value);
    return static_cast<double>(value);
  }
  return 0;
}

void reset_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

// Seconds that the processor spent on this process, the kernel's work for it included.
double processor_seconds() {
  timespec spent{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

struct Run {
  double megabytes_per_second = 0;
  std::uint64_t rows = 0;
};

Run load_once(std::string_view text) {
  const double begin = processor_seconds();
  Loader loader({});
  for (std::size_t at = 0; at < text.size(); at += kPiece) loader.write(text.substr(at, kPiece));
  Run run;
  const auto report = loader.finish([&](const Table& block) { run.rows += block.rows(); });
  const double seconds = processor_seconds() - begin;
  if (!report) std::fprintf(stderr, "%s\n", to_string(report.problems()).c_str());
  run.megabytes_per_second = static_cast<double>(text.size()) / 1e6 / seconds;
  return run;
}

std::uint64_t argument(int count, char** values, int index, std::uint64_t otherwise) {
  if (index >= count) return otherwise;
  const std::string_view text = values[index];
  std::from_chars(text.data(), text.data() + text.size(), otherwise);
  return otherwise;
}

}  // namespace

int main(int count, char** values) {
  const std::uint64_t rows = argument(count, values, 1, 1'000'000);
  const std::string text = launches(rows, argument(count, values, 3, 1));
  const double before = status_kilobytes("VmRSS:");
  reset_peak();
  double best = 0;
  for (std::uint64_t i = 0; i < argument(count, values, 2, 5); ++i) {
    const Run run = load_once(text);
    if (run.rows != rows) return std::fprintf(stderr, "%lu of %lu rows were read\n", run.rows, rows), 1;
    best = std::max(best, run.megabytes_per_second);
  }
  std::printf("csv_to_columns %.0f\n", best);
  std::printf("csv_to_columns_growth %.1f\n", (status_kilobytes("VmHWM:") - before) / 1024);
}
