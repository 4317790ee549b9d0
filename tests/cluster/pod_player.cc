#include "tests/cluster/pod_player.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "perigee/base/clock.h"
#include "perigee/base/stop.h"
#include "perigee/kube/client.h"
#include "perigee/kube/reflector.h"

namespace perigee::testing {
namespace {

using namespace std::chrono_literals;
using kube::Change;
using nlohmann::json;
using std::chrono::steady_clock;

constexpr kube::ResourceType kSecrets{"", "v1", "secrets"};
constexpr auto kGrace = 2s;          // from SIGTERM to SIGKILL
constexpr auto kBetweenLooks = 5ms;  // while anything runs

struct Container {
  json pod;
  pid_t pid = -1;
  std::string message_file, started;
  std::optional<steady_clock::time_point> kill_at;  // it was told to end
};

std::string now() { return iso8601(system_clock().now() / 1000 * 1000); }

std::string read(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string decoded(const std::string& base64) {
  std::string bytes(base64.size(), '\0');
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(base64.data()), static_cast<int>(base64.size()));
  const auto padding = base64.size() - base64.find_last_not_of('=') - 1;
  bytes.resize(static_cast<std::size_t>(std::max(size, 0)) - padding);
  return bytes;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

[[noreturn]] void become(const std::vector<char*>& words, const std::vector<char*>& variables, const char* log) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int out = ::open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(out, 1);
  ::dup2(out, 2);
  ::execve(words[0], words.data(), variables.data());
  ::_exit(127);
}

json container_status(const json& pod, const json& state) {
  const json& container = pod["spec"]["containers"][0];
  const bool runs = state.contains("running");
  return {{"name", container["name"]}, {"image", container["image"]}, {"imageID", ""}, {"ready", runs},
          {"started", runs},           {"restartCount", 0},           {"state", state}};
}

json ending(const Container& container, int status) {
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {{"terminated",
           {{"exitCode", code},
            {"reason", code == 0 ? "Completed" : "Error"},
            {"message", read(container.message_file)},
            {"startedAt", container.started},
            {"finishedAt", now()}}}};
}

}  // namespace

class PodPlayer::Play {
 public:
  Play(kube::Config config, PlayedNode node)
      : node_(std::move(node)),
        http_(std::move(config)),
        client_(http_, node_.namespace_name),
        pods_(http_, {kube::kPods, node_.namespace_name, {}, {}}, [this](const Change& change) { note(change); }),
        thread_([this] { run(); }) {}

  ~Play() {
    stop_.request();
    thread_.join();
  }

 private:
  void note(const Change& change) {
    const std::lock_guard lock(mutex_);
    changes_.push_back(change);
    changed_.notify_one();
  }

  std::deque<Change> news() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, containers_.empty() ? 50ms : std::chrono::milliseconds(kBetweenLooks),
                      [&] { return !changes_.empty(); });
    return std::exchange(changes_, {});
  }

  void run() {
    while (!stop_.requested()) {
      for (const Change& change : news()) handle(change);
      reap();
    }
    for (const auto& [uid, container] : containers_) {
      ::kill(container.pid, SIGKILL);
      ::waitpid(container.pid, nullptr, 0);
    }
  }

  void handle(const Change& change) {
    const json pod = json::parse(change.object.json);
    const auto known = containers_.find(change.object.uid);
    const bool goes = change.kind == Change::Kind::removed || pod["metadata"].contains("deletionTimestamp");
    if (known != containers_.end() && goes) return end(known->second);
    const std::string phase = pod["status"].value("phase", "Pending");
    if (known == containers_.end() && !goes && phase == "Pending") start(pod);
  }

  void end(Container& container) {
    if (container.kill_at) return;
    ::kill(container.pid, SIGTERM);
    container.kill_at = steady_clock::now() + kGrace;
  }

  void start(const json& pod) {
    Container container;
    container.pod = pod;
    container.started = now();
    const std::string file = node_.folder + "/" + std::string(pod["metadata"]["name"]);
    container.message_file = file + ".message";
    std::vector<std::string> words = arguments(pod, container.message_file), variables = environment(pod);
    const auto word_pointers = pointers(words), variable_pointers = pointers(variables);
    const std::string log = file + ".log";
    container.pid = ::fork();
    if (container.pid == 0) become(word_pointers, variable_pointers, log.c_str());
    tell(pod, "Running", {{"running", {{"startedAt", container.started}}}});
    containers_.emplace(pod["metadata"]["uid"], std::move(container));
  }

  // The kubelet would put a file where the pod wants to write its last words; here it is told where the file is.
  std::vector<std::string> arguments(const json& pod, const std::string& message_file) const {
    std::vector<std::string> words{node_.program};
    for (const json& word : pod["spec"]["containers"][0].value("args", json::array()))
      words.push_back(words.back() == "--termination-message" ? message_file : word.get<std::string>());
    return words;
  }

  std::vector<std::string> environment(const json& pod) {
    std::vector<std::string> variables;
    for (const json& one : pod["spec"]["containers"][0].value("env", json::array()))
      variables.push_back(
          std::string(one["name"]) + "=" +
          (one.contains("valueFrom") ? secret(one["valueFrom"]["secretKeyRef"]) : one.value("value", "")));
    return variables;
  }

  std::string secret(const json& reference) {
    const auto found = client_.get(kSecrets, std::string(reference["name"]));
    return found ? decoded(json::parse(found->json)["data"].value(std::string(reference["key"]), "")) : "";
  }

  void reap() {
    for (auto at = containers_.begin(); at != containers_.end();) {
      Container& container = at->second;
      if (container.kill_at && steady_clock::now() > *container.kill_at) ::kill(container.pid, SIGKILL);
      int status = 0;
      if (::waitpid(container.pid, &status, WNOHANG) != container.pid) {
        ++at;
        continue;
      }
      const bool is_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
      tell(container.pod, is_well ? "Succeeded" : "Failed", ending(container, status));
      at = containers_.erase(at);
    }
  }

  void tell(const json& pod, const char* phase, const json& state) {
    json status = {{"phase", phase}, {"containerStatuses", json::array({container_status(pod, state)})}};
    const json patch = {{"metadata", {{"uid", pod["metadata"]["uid"]}}}, {"status", std::move(status)}};
    const auto told = client_.merge(kube::kPods, std::string(pod["metadata"]["name"]), patch.dump(), "status");
    if (!told && !told.error().is_not_found() && !told.error().is_conflict())
      std::fprintf(stderr, "pod player: %s\n", kube::to_string(told.error()).c_str());
  }

  const PlayedNode node_;
  Stop stop_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Change> changes_;
  std::map<std::string, Container> containers_;  // by the uid of the pod; the thread's own
  kube::Http http_;
  kube::Client client_;
  kube::Reflector pods_;
  std::thread thread_;  // last: it uses all of the above
};

PodPlayer::PodPlayer(kube::Config config, PlayedNode node)
    : play_(std::make_unique<Play>(std::move(config), std::move(node))) {}

PodPlayer::~PodPlayer() = default;

}  // namespace perigee::testing
