#include "tests/support/api_process.h"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace perigee::testing {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

bool ApiProcess::available() { return RedisServer::available() && ::access(PERIGEE_API_PATH, X_OK) == 0; }

ApiProcess::ApiProcess(ApiOptions options) : options_(std::move(options)), redis_(options_.redis) {
  if (redis_ == nullptr) {
    own_redis_ = std::make_unique<RedisServer>();
    redis_ = own_redis_.get();
  }
  std::string folder = (std::filesystem::temp_directory_path() / "perigee-api-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = folder;
  start();
}

ApiProcess::~ApiProcess() {
  if (runs()) kill();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void ApiProcess::start() {
  launch();
  read_ports();
  if (options_.wait_until_ready && !wait_for_ready(15)) throw std::runtime_error("perigee-api is not ready:\n" + log());
}

void ApiProcess::launch() {
  std::vector<std::string> words = {PERIGEE_API_PATH,
                                    "--port=" + std::to_string(options_.port),
                                    "--probe-port=0",
                                    "--redis=" + (options_.redis_url.empty() ? redis_->url() : options_.redis_url),
                                    "--runner=" + (options_.runner.empty() ? PERIGEE_RUNNER_PATH : options_.runner),
                                    "--sample-csv=" PERIGEE_SOURCE_DIR "/samples/launches.csv"};
  words.insert(words.end(), options_.flags.begin(), options_.flags.end());
  std::vector<std::string> environment = options_.environment;
  environment.push_back("PATH=/usr/bin:/bin");
  environment.push_back("HOME=" + folder_);
  environment.push_back("TMPDIR=" + folder_);
  std::filesystem::remove(folder_ + "/log");  // the one before named other ports
  program_.start(std::move(words), std::move(environment), folder_ + "/log");
}

void ApiProcess::read_ports() {
  for (const auto deadline = steady_clock::now() + 15s; steady_clock::now() < deadline;
       std::this_thread::sleep_for(5ms)) {
    const std::string text = log();
    const std::size_t at = text.find("\"listening\"");
    if (at != std::string::npos && text.find('\n', at) != std::string::npos) {
      port_ = number_behind(text, "port");
      probe_port_ = number_behind(text, "probe_port");
      return;
    }
    if (!runs()) break;
  }
  throw std::runtime_error("perigee-api does not listen:\n" + log());
}

bool ApiProcess::wait_for_ready(int seconds) const {
  for (const auto deadline = steady_clock::now() + std::chrono::seconds(seconds); steady_clock::now() < deadline;
       std::this_thread::sleep_for(10ms))
    if (http(probe_port_, "GET", "/readyz").status == 200) return true;
  return false;
}

}  // namespace perigee::testing
