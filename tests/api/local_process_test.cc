#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <string>
#include <thread>

#include "api/local/machine_lock.h"
#include "api/local/process.h"
#include "api/local/runner_output.h"
#include "perigee/base/error.h"

namespace perigee::api {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Command shell(std::string script) { return {"/bin/sh", {"-c", std::move(script)}, {"PATH=/usr/bin:/bin"}}; }

bool is_there(pid_t pid) { return ::kill(pid, 0) == 0; }

bool disappears(pid_t pid) {
  for (int tries = 0; tries < 500 && is_there(pid); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return !is_there(pid);
}

// What the process says on standard error until it closes it.
std::string said_by(Process& process) {
  std::string said;
  RunnerOutput output([&said](std::string_view line) { said.append(line).append("\n"); });
  pollfd waited{process.output_fd(), POLLIN, 0};
  while (::poll(&waited, 1, 5000) > 0 && relay(process.output_fd(), output)) {
  }
  output.end();
  return said;
}

TEST(Process, ReportsTheExitCode) {
  auto process = Process::start(shell("exit 17"));
  EXPECT_EQ(process.reap(), (Exit{17, 0}));
}

TEST(Process, ReportsTheSignal) {
  auto process = Process::start(shell("kill -SEGV $$"));
  EXPECT_EQ(process.reap(), (Exit{0, SIGSEGV}));
}

TEST(Process, ItsEndWakesAPoll) {
  auto process = Process::start(shell("exit 0"));
  pollfd waited{process.exit_fd(), POLLIN, 0};
  EXPECT_EQ(::poll(&waited, 1, 5000), 1);
  EXPECT_TRUE(process.ended());
}

TEST(Process, HandsOverStandardErrorAndTheLastWords) {
  auto process = Process::start(shell(std::string("echo hello >&2; echo lost; echo -n bye > ") + kTerminationPath));
  EXPECT_EQ(said_by(process), "hello\n");
  process.reap();
  EXPECT_EQ(process.last_words(), "bye");
}

TEST(Process, LastWordsAreBounded) {
  auto process = Process::start(shell(std::string("head -c 100000 /dev/zero > ") + kTerminationPath));
  process.reap();
  EXPECT_EQ(process.last_words().size(), 4096u);
}

TEST(Process, InheritsNoOtherFile) {
  const int leaked = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC, as a library may open it
  auto process = Process::start(shell("ls /proc/self/fd >&2"));
  EXPECT_EQ(said_by(process), "0\n1\n2\n3\n4\n");  // 4 is the folder that ls reads
  ::close(leaked);
}

// The signals of a "Sig…" line of /proc/<pid>/status, without 32 and 33: they are the C library's own, and no program
// can set them back where somebody above it ignored them.
unsigned long long signals_in(const std::string& status, const std::string& line) {
  const auto at = status.find(line);
  return at == std::string::npos ? ~0ull : std::stoull(status.substr(at + line.size()), nullptr, 16) & ~0x180000000ull;
}

TEST(Process, InheritsNoBlockedAndNoIgnoredSignal) {
  ::signal(SIGPIPE, SIG_IGN);
  auto process = Process::start(shell("exec grep -E 'Sig(Blk|Ign)' /proc/self/status >&2"));
  const std::string said = said_by(process);
  EXPECT_EQ(signals_in(said, "SigBlk:"), 0u) << said;
  EXPECT_EQ(signals_in(said, "SigIgn:"), 0u) << said;
  ::signal(SIGPIPE, SIG_DFL);
}

TEST(Process, AMissingProgramIsNamed) {
  try {
    Process::start({"/nowhere/runner", {}, {}});
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_STREQ(error.what(), "The program '/nowhere/runner' can't be started: No such file or directory.");
  }
}

TEST(Process, ASignalReachesItsHelpersToo) {
  auto process = Process::start(shell("sleep 60 & echo $! >&2; wait"));
  std::string said;
  while (said.find('\n') == std::string::npos) {
    char byte = 0;
    if (::read(process.output_fd(), &byte, 1) == 1) said += byte;
  }
  process.signal(SIGKILL);
  process.reap();
  EXPECT_TRUE(disappears(std::stoi(said)));
}

TEST(Process, ForgettingItKillsIt) {
  pid_t pid = -1;
  {
    const auto process = Process::start(shell("sleep 60"));
    pid = process.pid();
  }
  EXPECT_FALSE(is_there(pid));
}

TEST(Process, DiesWithTheThreadThatStartedIt) {
  pid_t pid = -1;
  std::thread([&pid] {
    static auto* leaked = new Process(Process::start(shell("sleep 60")));  // never destroyed: as after a crash
    pid = leaked->pid();
  }).join();
  siginfo_t info{};
  EXPECT_EQ(::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED), 0);
  EXPECT_EQ(info.si_status, SIGKILL);
}

TEST(RunnerOutput, CutsLinesWhereTheyEnd) {
  std::vector<std::string> lines;
  RunnerOutput output([&](std::string_view line) { lines.emplace_back(line); });
  output.add("one\ntw");
  output.add("o\nthree");
  output.end();
  EXPECT_THAT(lines, ElementsAre("one", "two", "three"));
}

TEST(RunnerOutput, CutsALongLine) {
  std::string said;
  RunnerOutput output([&](std::string_view line) { said = line; });
  output.add(std::string(10'000, 'x'));
  output.add("y\n");
  EXPECT_EQ(said, std::string(kLongestRunnerLine, 'x'));
}

TEST(RunnerOutput, DropsWhatIsTooMuchAndSaysSoOnce) {
  std::vector<std::string> lines;
  RunnerOutput output([&](std::string_view line) { lines.emplace_back(line); });
  for (int line = 0; line < 10'000; ++line) output.add("again\n");
  output.end();
  EXPECT_EQ(lines.size(), static_cast<std::size_t>(kMostRunnerLines) + 1);
  EXPECT_THAT(lines.back(), HasSubstr("dropped"));
}

TEST(MachineLock, IsHeldOnceAndFreedWithItsHolder) {
  const auto name = executor_name("unix:///tmp/machine-lock-test-" + std::to_string(::getpid()));
  {
    const File held = lock_on_this_machine(name);
    EXPECT_TRUE(held.is_open());
    EXPECT_FALSE(lock_on_this_machine(name).is_open());
  }
  EXPECT_TRUE(lock_on_this_machine(name).is_open());
}

TEST(MachineLock, NamesTheRedis) { EXPECT_NE(executor_name("redis://a:1"), executor_name("redis://b:1")); }

}  // namespace
}  // namespace perigee::api
