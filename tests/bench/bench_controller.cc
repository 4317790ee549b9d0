// The controller's figures against the API server that tests play, with a real Redis that syncs each write:
// bench_controller <latency|creates|memory|rest|restart|writes>. Prints words and numbers, one pair a line.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/controller/wire/api_double.h"
#include "tests/controller/wire/controller_program.h"
#include "tests/controller/wire/job_machine.h"
#include "tests/support/redis_server.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

void print(const char* word, double number) { std::printf("%s %.6f\n", word, number); }

void wait_until(const std::function<bool()>& holds) {
  for (const auto deadline = steady_clock::now() + 300s; steady_clock::now() < deadline;
       std::this_thread::sleep_for(2ms))
    if (holds()) return;
  throw std::runtime_error("the controller did not get there within 300 s");
}

double seconds_since(steady_clock::time_point start) {
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

// User and system time of a process.
double cpu_seconds(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::vector<std::string> words{std::istream_iterator<std::string>(fields), {}};
  return (std::stod(words.at(11)) + std::stod(words.at(12))) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double resident_mebibytes(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

json analysis_job(const std::string& name) {
  return {{"apiVersion", "perigee.dev/v1alpha1"},
          {"kind", "AnalysisJob"},
          {"metadata", {{"name", name}, {"namespace", "wire"}}},
          {"spec", {{"analysis", "timeline"}, {"dataset", "launches"}}}};
}

RedisAddress address_of(const RedisServer& redis) { return *parse_redis_url(redis.url()); }

// A controller, what it speaks to, and nobody who runs its Jobs yet.
struct Bench {
  RedisServer redis;
  RedisPool pool{address_of(redis), {}, 4};
  ApiDouble api;
  ControllerProgram controller{
      {"PERIGEE_KUBECONFIG=" + api.kubeconfig(), "PERIGEE_REDIS_URL=" + redis.url(), "PERIGEE_LOG_LEVEL=info"}};

  void start() {
    controller.start();
    wait_until([this] { return controller.log().find("\"leading\"") != std::string::npos; });
  }
  void make(const std::string& name) { api.model().create("analysisjobs", analysis_job(name)); }
  std::size_t jobs() const { return api.ledger().jobs_made().size(); }

  json status_of(const std::string& name) {
    const Answer answer = api.model().get("analysisjobs", name);
    return std::get<json>(answer).value("status", json::object());
  }

  // AnalysisJobs that have ended, `kept` of them with Job and pod: copies of one that the controller brought there.
  void make_finished(int count, int kept) {
    start();
    {
      const JobMachine machine(api.model(), pool);
      for (int at = 0; at < kept; ++at) make("ok-" + std::to_string(at));
      for (int at = 0; at < kept; ++at)
        wait_until([&] { return status_of("ok-" + std::to_string(at)).value("state", "") == "Succeeded"; });
    }
    controller.signal(SIGKILL);
    wait_until([this] { return controller.has_ended(); });
    const json status = status_of("ok-0");
    for (int at = kept; at < count; ++at) {
      json job = analysis_job("done-" + std::to_string(at));
      job["status"] = status;
      api.model().create("analysisjobs", std::move(job));
    }
    api.play({}, [] {});
  }

  // Until nothing has been asked or written for a moment.
  void come_to_rest() {
    for (double last = -1, now = cpu_seconds(controller.pid()); now != last; now = cpu_seconds(controller.pid())) {
      last = now;
      std::this_thread::sleep_for(1s);
    }
  }
};

double percentile(std::vector<double> numbers, std::size_t percent) {
  std::sort(numbers.begin(), numbers.end());
  return numbers.at(numbers.size() * percent / 100);
}

// How long the disk under Redis takes for one write, which nothing that waits for it can undercut.
double disk_millis() {
  constexpr int kWrites = 500;
  std::string path = (std::filesystem::temp_directory_path() / "perigee-disk-XXXXXX").string();
  const int fd = ::mkstemp(path.data());
  ::unlink(path.c_str());
  std::vector<double> millis;
  for (const std::string bytes(600, 'x'); millis.size() < kWrites; std::this_thread::sleep_for(1ms)) {
    const auto began = steady_clock::now();
    if (::write(fd, bytes.data(), bytes.size()) < 0 || ::fdatasync(fd) != 0) break;
    millis.push_back(1000 * seconds_since(began));
  }
  ::close(fd);
  return percentile(millis, 99);
}

// From the moment an AnalysisJob is there to its Job's arrival, at so many a second; those of the first second open the
// connections and do not count.
void latency() {
  constexpr int kRate = 200, kSeconds = 11;
  print("disk", disk_millis());
  Bench bench;
  bench.start();
  const auto began = steady_clock::now();
  for (int at = 0; at < kRate * kSeconds; ++at) {
    std::this_thread::sleep_until(began + at * 1'000'000us / kRate);
    bench.make("none-" + std::to_string(at));
  }
  wait_until([&] { return bench.jobs() == kRate * kSeconds; });
  std::map<std::string, steady_clock::time_point> made;
  for (const ModelEvent& event : bench.api.model().events("analysisjobs", 0, {}, 0ms))
    made.try_emplace(event.name, event.at);
  std::vector<double> millis;
  for (const ModelEvent& event : bench.api.model().events("jobs", 0, {}, 0ms)) {
    const std::string owner = json::parse(event.json).at("metadata").at("ownerReferences").at(0).at("name");
    if (event.type == "ADDED" && made.at(owner) >= began + 1s)
      millis.push_back(std::chrono::duration<double, std::milli>(event.at - made.at(owner)).count());
  }
  print("p50", percentile(millis, 50));
  print("p99", percentile(millis, 99));
}

void creates() {
  constexpr std::size_t kJobs = 5'000;
  Bench bench;
  bench.start();
  const double before = cpu_seconds(bench.controller.pid());
  const auto began = steady_clock::now();
  for (std::size_t at = 0; at < kJobs; ++at) bench.make("none-" + std::to_string(at));
  wait_until([&] { return bench.jobs() == kJobs; });
  print("per_cpu_second", static_cast<double>(kJobs) / (cpu_seconds(bench.controller.pid()) - before));
  print("per_second", static_cast<double>(kJobs) / seconds_since(began));
}

void memory() {
  Bench idle;
  idle.start();
  idle.come_to_rest();
  print("idle", resident_mebibytes(idle.controller.pid()));
  Bench full;
  full.make_finished(10'000, 100);
  full.start();
  wait_until([&] { return full.controller.probe_port() >= 0; });
  full.come_to_rest();
  print("full", resident_mebibytes(full.controller.pid()));
}

void rest() {
  Bench bench;
  bench.make_finished(1'000, 10);
  bench.start();
  bench.come_to_rest();
  const auto written = [&] {
    return bench.api.ledger().writes() + static_cast<int>(bench.api.model().names("events").size());
  };
  const int writes = written();
  const double cpu = cpu_seconds(bench.controller.pid());
  std::this_thread::sleep_for(60s);
  print("writes", written() - writes);
  print("millicores", (cpu_seconds(bench.controller.pid()) - cpu) / 60 * 1000);
}

void restart() {
  Bench bench;
  bench.make_finished(10'000, 10);
  bench.make("none-new");
  const auto began = steady_clock::now();
  bench.controller.start();
  wait_until([&] { return bench.jobs() == 1; });
  print("seconds", seconds_since(began));
}

void writes() {
  constexpr int kJobs = 200;
  Bench bench;
  bench.start();
  const JobMachine machine(bench.api.model(), bench.pool);
  for (int at = 0; at < kJobs; ++at) bench.make("ok-" + std::to_string(at));
  for (int at = 0; at < kJobs; ++at)
    wait_until([&] { return bench.status_of("ok-" + std::to_string(at)).value("state", "") == "Succeeded"; });
  bench.come_to_rest();
  print("writes", static_cast<double>(bench.api.ledger().writes()) / kJobs);
  print("events", static_cast<double>(bench.api.model().names("events").size()) / kJobs);
}

}  // namespace
}  // namespace perigee::testing

int main(int count, char** words) {
  using namespace perigee::testing;
  const std::map<std::string, void (*)()> all = {{"latency", latency}, {"creates", creates}, {"memory", memory},
                                                 {"rest", rest},       {"restart", restart}, {"writes", writes}};
  const auto found = count == 2 ? all.find(words[1]) : all.end();
  if (found == all.end())
    return std::fprintf(stderr, "bench_controller latency|creates|memory|rest|restart|writes\n"), 2;
  try {
    found->second();
  } catch (const std::exception& error) {
    return std::fprintf(stderr, "%s\n", error.what()), 1;
  }
}
