// Runs a command and says how it went: bench_run <report> <command> [argument]... writes "<exit status> <wall seconds>
// <peak KiB>" into the file <report>.
//
// Linux counts towards a process's peak what its parent held when it was started. This program holds next to nothing.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

int main(int argc, char** argv) {
  if (argc < 3) return std::fputs("usage: bench_run <report> <command> [argument]...\n", stderr), 2;
  const auto started = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (posix_spawnp(&child, argv[2], nullptr, nullptr, argv + 2, environ) != 0) return std::perror(argv[2]), 2;
  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child) return std::perror("wait4"), 2;
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - started;
  std::FILE* report = std::fopen(argv[1], "w");
  if (report == nullptr) return std::perror(argv[1]), 2;
  std::fprintf(report, "%d %.6f %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
               passed.count(), used.ru_maxrss);
  return std::fclose(report) == 0 ? 0 : 2;
}
