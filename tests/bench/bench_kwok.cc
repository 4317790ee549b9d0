// A thousand AnalysisJobs against a thousand bare Jobs on Kubernetes' own control plane, with kwok as its nodes: three
// pairs in turns. Prints words and numbers, one pair a line: the rates a second, their ratio, and the CPU seconds of
// each program.
//
// bench_kwok <kwok> <stages.yaml> [how many]. A runner is played: it commits when the pod of its Job has begun.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "perigee/kube/config.h"
#include "perigee/kube/path.h"
#include "perigee/kube/reflector.h"
#include "tests/cluster/controller_bed.h"
#include "tests/support/comes_true.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;

constexpr int kNodes = 10, kPairs = 3;
constexpr std::chrono::seconds kLongest{600};

void print(const std::string& word, double number) { std::printf("%s %.3f\n", word.c_str(), number); }

double cpu_seconds(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  const std::vector<std::string> words{std::istream_iterator<std::string>(fields), {}};
  return (std::stod(words.at(11)) + std::stod(words.at(12))) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

kube::Config config_of(const ApiServer& server) {
  auto config = kube::read_kubeconfig(server.file("kubeconfig"));
  if (!config) throw std::runtime_error(to_string(config.problems()));
  return *config;
}

// Commits the result of each job whose pod runs, as a runner does before it ends.
class Runners {
 public:
  Runners(const ApiServer& server, RedisPool& pool)
      : pool_(&pool), http_(config_of(server)), thread_([this] { work(); }) {
    pods_ = std::make_unique<kube::Reflector>(
        http_, kube::Collection{kube::kPods, "default", {{"labelSelector", "perigee.dev/analysis-job"}}, {}},
        [this](const kube::Change& change) { heard(change); });
  }
  ~Runners() {
    pods_.reset();
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

 private:
  void heard(const kube::Change& change) {
    if (change.object.json.find("\"running\"") == std::string::npos) return;
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(change.object.json);
    }
    changed_.notify_one();
  }

  void work() {
    for (std::unique_lock lock(mutex_);;) {
      changed_.wait(lock, [this] { return is_over_ || !waiting_.empty(); });
      if (is_over_) return;
      const json pod = json::parse(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      commit(pod.at("spec").at("containers").at(0).at("args"));
      lock.lock();
    }
  }

  // "--job", id, "--uid", uid, …
  void commit(const json& words) {
    Jobs::Ending ending;
    ending.result = ResultInfo{"image/png", 9, "sha256", 800, 450, 4324, "version", 1};
    ending.bytes = "a picture";
    Jobs(*pool_).finish(std::string(words.at(1)), std::string(words.at(3)), ending);
  }

  RedisPool* pool_;
  kube::Http http_;
  std::unique_ptr<kube::Reflector> pods_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> waiting_;
  bool is_over_ = false;
  std::thread thread_;
};

json bare_job(const std::string& name) {
  const json container = {{"name", "runner"},
                          {"image", "runner:test"},
                          {"resources", {{"requests", {{"cpu", "100m"}, {"memory", "64Mi"}}}}}};
  return {{"apiVersion", "batch/v1"},
          {"kind", "Job"},
          {"metadata", {{"name", name}, {"labels", {{"bench", "bare"}}}}},
          {"spec",
           {{"backoffLimit", 0},
            {"template", {{"spec", {{"restartPolicy", "Never"}, {"containers", json::array({container})}}}}}}}};
}

json analysis_job(const std::string& name) {
  return {{"apiVersion", "perigee.dev/v1alpha1"},
          {"kind", "AnalysisJob"},
          {"metadata", {{"name", name}}},
          {"spec", {{"analysis", "timeline"}, {"dataset", "launches"}}}};
}

// Counts those that have ended well, by the text of their status.
class Endings {
 public:
  Endings(const ApiServer& server, const kube::ResourceType& type, kube::Query selector, std::string word)
      : word_(std::move(word)), http_(config_of(server)) {
    seen_ = std::make_unique<kube::Reflector>(
        http_, kube::Collection{type, "default", std::move(selector), {{{"metadata", "managedFields"}, {"spec"}}}},
        [this](const kube::Change& change) { heard(change); });
    if (!comes_true([this] { return seen_->is_synced(); }))
      throw std::runtime_error("no list of " + std::string(type.plural));
  }

  void wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, kLongest, [&] { return ended_.size() >= count; }))
      throw std::runtime_error("only " + std::to_string(ended_.size()) + " have ended well");
  }

 private:
  void heard(const kube::Change& change) {
    if (change.object.json.find(word_) == std::string::npos) return;
    const std::lock_guard lock(mutex_);
    ended_.insert(change.object.name);
    changed_.notify_one();
  }

  const std::string word_;
  kube::Http http_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::string> ended_;
  std::unique_ptr<kube::Reflector> seen_;  // ends first
};

class Platform {
 public:
  Platform(std::string kwok, std::string stages, int count) : count_(count) {
    const ApiServer& server = bed_.server();
    for (const char* user : {"kube-controller-manager", "kube-scheduler"}) {
      server.issue(user, std::string("/CN=system:") + user, std::string("DNS:") + user);
      server.write_kubeconfig(std::string(user) + ".kubeconfig", user);
    }
    start("kube-controller-manager",
          {server.programs() + "/kube-controller-manager", "--kubeconfig=kube-controller-manager.kubeconfig",
           "--use-service-account-credentials", "--service-account-private-key-file=sa.key", "--root-ca-file=ca.crt",
           "--leader-elect=false", "--kube-api-qps=500", "--kube-api-burst=1000", "--concurrent-job-syncs=20"});
    start("kube-scheduler", {server.programs() + "/kube-scheduler", "--kubeconfig=kube-scheduler.kubeconfig",
                             "--leader-elect=false", "--kube-api-qps=500", "--kube-api-burst=1000"});
    start("kwok", {std::move(kwok), "--kubeconfig=" + server.file("kubeconfig"), "--manage-all-nodes=true",
                   "--node-lease-duration-seconds=40", "--config=" + stages});
    for (int number = 0; number < kNodes; ++number)
      if (const auto made = server.request("POST", "/api/v1/nodes", node("node-" + std::to_string(number)));
          made.status != 201)
        throw std::runtime_error("no node was made: " + made.body);
    const Outcome ready = server.kubectl("wait --for=condition=Ready node --all --timeout=60s");
    if (ready.code != 0) throw std::runtime_error(ready.out + processes_.at("kwok")->log());
    start("controller",
          {PERIGEE_CONTROLLER_PATH, "--kubeconfig", server.file("kubeconfig"), "--namespace", "default", "--redis",
           bed_.redis().url(), "--runner-image", "runner:test", "--probe-host", "127.0.0.1", "--probe-port", "0"});
  }

  void run() {
    std::vector<double> bare, ours, ratios;
    for (int pair = 1; pair <= kPairs; ++pair) {
      const std::string number = std::to_string(pair);
      bare.push_back(
          rate("bare-" + number, kube::kJobs, {{"labelSelector", "bench=bare"}}, "\"succeeded\":1", bare_job));
      ours.push_back(rate("ours-" + number, kube::kAnalysisJobs, {}, "\"state\":\"Succeeded\"", analysis_job));
      ratios.push_back(ours.back() / bare.back());
      std::sort(ratios.begin(), ratios.end());
    }
    std::sort(bare.begin(), bare.end());
    std::sort(ours.begin(), ours.end());
    print("bare", bare[kPairs / 2]);
    print("ours", ours[kPairs / 2]);
    print("ratio", ratios[kPairs / 2]);
  }

 private:
  static std::string node(const std::string& name) {
    return json{{"apiVersion", "v1"},
                {"kind", "Node"},
                {"metadata", {{"name", name}, {"annotations", {{"kwok.x-k8s.io/node", "fake"}}}}}}
        .dump();
  }

  void start(const std::string& name, std::vector<std::string> words) {
    processes_.emplace(name, std::make_unique<Process>(name, std::move(words), bed_.server().folder()));
  }

  std::map<std::string, double> cpu() {
    std::map<std::string, double> seconds{{"kube-apiserver", cpu_seconds(bed_.server().pid())},
                                          {"redis", cpu_seconds(bed_.redis().pid())}};
    for (const auto& [name, process] : processes_) seconds[name] = cpu_seconds(process->pid());
    return seconds;
  }

  // From the first POST to the last good end, a second.
  double rate(const std::string& name, const kube::ResourceType& type, const kube::Query& selector,
              const std::string& word, json (*object)(const std::string&)) {
    Endings endings(bed_.server(), type, selector, word);
    const auto before = cpu();
    const auto began = steady_clock::now();
    {
      const Runners runners(bed_.server(), bed_.pool());
      for (int number = 0; number < count_; ++number)
        if (const auto made = bed_.client().create(type, object(name + "-" + std::to_string(number)).dump()); !made)
          throw std::runtime_error(to_string(made.error()));
      endings.wait_for(static_cast<std::size_t>(count_));
    }
    const std::chrono::duration<double> took = steady_clock::now() - began;
    for (const auto& [program, seconds] : cpu()) print("cpu." + name + "." + program, seconds - before.at(program));
    clear(type);
    return count_ / took.count();
  }

  // Until the last pod is gone, or the next rate would pay for it.
  void clear(const kube::ResourceType& type) {
    bed_.server().request("DELETE", kube::collection_path(type, "default") + "?propagationPolicy=Background");
    const auto is_gone = [this](const kube::ResourceType& kind) {
      const auto list = bed_.server().request("GET", kube::collection_path(kind, "default") + "?limit=1");
      return list.status == 200 && json::parse(list.body).at("items").empty();
    };
    if (!comes_true([&] { return is_gone(type) && is_gone(kube::kJobs) && is_gone(kube::kPods); }, kLongest))
      throw std::runtime_error("the objects of a rate do not go away");
  }

  const int count_;
  ControllerBed bed_;
  std::map<std::string, std::unique_ptr<Process>> processes_;
};

}  // namespace
}  // namespace perigee::testing

int main(int count, char** words) {
  using namespace perigee::testing;
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (count < 3) return std::fprintf(stderr, "bench_kwok <kwok> <stages.yaml> [how many]\n"), 2;
  if (const std::string reason = ControllerBed::unavailable(); !reason.empty())
    return std::fprintf(stderr, "%s\n", reason.c_str()), 77;
  try {
    Platform(words[1], std::filesystem::absolute(words[2]), count > 3 ? std::stoi(words[3]) : 1000).run();
  } catch (const std::exception& error) {
    return std::fprintf(stderr, "%s\n", error.what()), 1;
  }
}
