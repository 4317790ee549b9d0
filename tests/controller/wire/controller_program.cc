#include "tests/controller/wire/controller_program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>
#include <utility>

namespace perigee::testing {
namespace {

using namespace std::chrono_literals;

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

ControllerProgram::ControllerProgram(std::vector<std::string> settings) : settings_(std::move(settings)) {
  folder_ = (std::filesystem::temp_directory_path() / "perigee-controller-XXXXXX").string();
  if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  settings_.insert(settings_.end(), {"PATH=/usr/bin:/bin", "HOME=" + folder_, "PERIGEE_RUNNER_IMAGE=runner:test",
                                     "PERIGEE_PROBE_HOST=127.0.0.1", "PERIGEE_PROBE_PORT=0"});
}

ControllerProgram::~ControllerProgram() {
  if (!has_ended()) {
    signal(SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void ControllerProgram::start() {
  std::vector<std::string> words = {PERIGEE_CONTROLLER_PATH};
  auto arguments = pointers(words), variables = pointers(settings_);
  const std::string log_path = folder_ + "/log";
  const pid_t pid = ::fork();
  if (pid != 0) {
    pid_ = pid;
    return;
  }
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(::open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
  ::execve(arguments[0], arguments.data(), variables.data());
  ::_exit(127);
}

bool ControllerProgram::has_ended() {
  if (pid_ <= 0) return true;
  if (::waitpid(pid_, nullptr, WNOHANG) == 0) return false;
  pid_ = -1;
  return true;
}

void ControllerProgram::signal(int number) const {
  if (const pid_t pid = pid_; pid > 0) ::kill(pid, number);
}

int ControllerProgram::terminate() {
  signal(SIGTERM);
  for (const auto deadline = std::chrono::steady_clock::now() + 20s; std::chrono::steady_clock::now() < deadline;
       std::this_thread::sleep_for(5ms)) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) continue;
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  return -1;
}

std::string ControllerProgram::log() const {
  std::ifstream file(folder_ + "/log", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int ControllerProgram::probe_port() const {
  const std::string text = log(), word = "\"probe_port\":";
  const std::size_t at = text.rfind(word);
  return at == std::string::npos ? 0 : std::atoi(text.c_str() + at + word.size());
}

}  // namespace perigee::testing
