#include "tests/support/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace perigee::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

Program::~Program() {
  if (!has_ended()) kill();
}

void Program::start(std::vector<std::string> words, std::vector<std::string> variables, const std::string& log) {
  auto arguments = pointers(words), environment = pointers(variables);
  const pid_t pid = ::fork();
  if (pid < 0) throw std::runtime_error("no further process for " + words.front());
  if (pid > 0) {
    pid_ = pid;
    return;
  }
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a killed test leaves nothing behind
  ::dup2(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
  ::execve(arguments[0], arguments.data(), environment.data());
  ::_exit(127);
}

bool Program::has_ended() const {
  if (pid_ <= 0) return true;
  if (::waitpid(pid_, nullptr, WNOHANG) == 0) return false;
  pid_ = -1;
  return true;
}

void Program::signal(int number) const {
  if (const pid_t pid = pid_; pid > 0) ::kill(pid, number);
}

void Program::kill() {
  signal(SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

int Program::terminate() {
  signal(SIGTERM);
  for (const auto deadline = steady_clock::now() + 20s; steady_clock::now() < deadline;
       std::this_thread::sleep_for(5ms)) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) continue;
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  return -1;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int number_behind(const std::string& log, const std::string& name) {
  const std::string key = '"' + name + "\":";
  const std::size_t at = log.rfind(key);
  return at == std::string::npos ? 0 : std::atoi(log.c_str() + at + key.size());
}

}  // namespace perigee::testing
