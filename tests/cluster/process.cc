#include "tests/cluster/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>
#include <utility>

namespace perigee::testing {
namespace {

constexpr std::chrono::seconds kPatience{5};

[[noreturn]] void become(const std::vector<char*>& words, const std::string& folder, const std::string& log) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int nothing = ::open("/dev/null", O_RDONLY);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(nothing, 0);
  ::dup2(out, 1);
  ::dup2(out, 2);
  if (::chdir(folder.c_str()) == 0) ::execv(words[0], words.data());
  ::_exit(127);
}

}  // namespace

Process::Process(std::string name, std::vector<std::string> words, std::string folder)
    : name_(std::move(name)), folder_(std::move(folder)) {
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string log = folder_ + "/" + name_ + ".log";
  pid_ = ::fork();
  if (pid_ == 0) become(arguments, folder_, log);
  if (pid_ < 0) throw std::runtime_error("no process for " + name_);
}

Process::~Process() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGTERM);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < deadline) {
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  kill();
}

void Process::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(std::exchange(pid_, -1), nullptr, 0);
}

Process::Process(Process&& other) noexcept
    : name_(std::move(other.name_)), folder_(std::move(other.folder_)), pid_(std::exchange(other.pid_, -1)) {}

bool Process::runs() const {
  siginfo_t info{};
  return pid_ > 0 && ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == 0;
}

std::string Process::log() const {
  std::ifstream in(folder_ + "/" + name_ + ".log");
  return {std::istreambuf_iterator<char>(in), {}};
}

Outcome run(const std::string& shell_command) {
  std::FILE* const pipe = ::popen(shell_command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no shell for: " + shell_command);
  Outcome outcome;
  std::array<char, 4096> piece;
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), pipe)) outcome.out.append(piece.data(), got);
  const int status = ::pclose(pipe);
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

}  // namespace perigee::testing
