#include "runner/interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <csignal>
#include <cstring>
#include <string_view>

#include "runner/outcome.h"

namespace perigee::runner {
namespace {

template <std::size_t size>
struct Text {
  std::array<char, size> bytes{};
  std::size_t length = 0;

  void set(std::string_view text) {
    length = std::min(text.size(), size - 1);
    std::copy_n(text.data(), length, bytes.data());
    bytes[length] = '\0';
  }
};

struct Ending {
  Text<512> message, sentence;
};

// All that a signal handler may reach: written before the handler is installed, or while signals are blocked.
Text<PATH_MAX> message_path, leftover_path;
Ending stopped, too_late;

void write_all(int fd, const char* bytes, std::size_t length) {
  [[maybe_unused]] const auto written = ::write(fd, bytes, length);
}

void end(int signal) {
  const Ending& ending = signal == SIGALRM ? too_late : stopped;
  if (leftover_path.length > 0) ::unlink(leftover_path.bytes.data());
  if (message_path.length > 0) {
    const int fd = ::open(message_path.bytes.data(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd >= 0) write_all(fd, ending.message.bytes.data(), ending.message.length);
  }
  write_all(STDERR_FILENO, ending.sentence.bytes.data(), ending.sentence.length);
  ::_exit(static_cast<int>(ExitCode::interrupted));
}

void prepare(Ending& ending, const std::string& reason, const std::string& sentence) {
  Termination termination;
  termination.reason = reason;
  termination.message = sentence;
  ending.message.set(to_json_text(termination));
  ending.sentence.set("perigee-runner: " + sentence + "\n");
}

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGALRM}) sigaddset(&signals, signal);
  return signals;
}

void set_leftover(std::string_view path) {
  const sigset_t signals = ending_signals();
  sigset_t before;
  sigprocmask(SIG_BLOCK, &signals, &before);
  leftover_path.set(path);
  sigprocmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace

void end_on_signals(const std::string& path, int deadline) {
  message_path.set(path);
  prepare(stopped, std::string(reason_of(ExitCode::interrupted)), "It was told to stop. Start it again.");
  prepare(too_late, "DeadlineExceeded",
          "It was not done within " + std::to_string(deadline) + " seconds. Allow more time or draw less.");
  struct sigaction action {};
  action.sa_handler = end;
  action.sa_mask = ending_signals();
  for (const int signal : {SIGTERM, SIGINT, SIGALRM}) sigaction(signal, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);                       // a closed pipe is an error of write
  sigprocmask(SIG_UNBLOCK, &action.sa_mask, nullptr);  // a parent may have blocked them
  ::alarm(static_cast<unsigned>(deadline));
}

Leftover::Leftover(const std::string& path) { set_leftover(path); }
Leftover::~Leftover() { set_leftover(""); }

}  // namespace perigee::runner
