#include "tests/cluster/cgroup.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

namespace perigee::testing {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = "/sys/fs/cgroup";
constexpr std::chrono::seconds kPatience{60};

// One folder in version 2, one for each controller in version 1.
std::vector<fs::path> hierarchies() {
  if (fs::exists(kRoot / "cgroup.controllers")) return {kRoot};
  std::vector<fs::path> all;
  for (const auto& entry : fs::directory_iterator(kRoot))
    if (entry.is_directory() && !entry.is_symlink()) all.push_back(entry.path());
  return all;
}

// Groups are removed from the inside out; one with processes stays.
void remove_groups(const fs::path& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (entry.is_directory(ignored)) remove_groups(entry.path());
  ::rmdir(folder.c_str());
}

[[noreturn]] void sweep_after(int end_of_test, const std::string& name) {
  ::setsid();
  const int nothing = ::open("/dev/null", O_RDWR);
  for (const int stream : {0, 1, 2}) ::dup2(nothing, stream);
  char byte = 0;
  while (::read(end_of_test, &byte, 1) > 0) continue;
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  do {
    for (const auto& folder : cgroup_folders(name)) remove_groups(folder);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  } while (!cgroup_folders(name).empty() && std::chrono::steady_clock::now() < deadline);
  ::_exit(0);
}

void add_processes(const fs::path& folder, std::vector<pid_t>& all) {
  std::ifstream in(folder / "cgroup.procs");
  for (pid_t pid = 0; in >> pid;) all.push_back(pid);
}

// From the outside in. Groups may go while they are looked at.
std::vector<fs::path> groups_named(const fs::path& folder, std::string_view words) {
  std::vector<fs::path> all;
  std::error_code ignored;
  for (auto at = fs::recursive_directory_iterator(folder, ignored); at != fs::recursive_directory_iterator();
       at.increment(ignored))
    if (at->is_directory(ignored) && at->path().string().find(words) != std::string::npos) all.push_back(at->path());
  return all;
}

void write_if_there(const fs::path& file, const char* text) {
  std::error_code ignored;
  if (fs::exists(file, ignored)) std::ofstream(file) << text;
}

}  // namespace

std::vector<std::string> cgroup_folders(const std::string& name) {
  std::vector<std::string> folders;
  for (const auto& hierarchy : hierarchies())
    if (fs::exists(hierarchy / name)) folders.push_back(hierarchy / name);
  return folders;
}

Cgroup::Cgroup(std::string name) : name_(std::move(name)) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  sweeper_ = ::fork();
  if (sweeper_ < 0) throw std::runtime_error("no process that sweeps");
  if (sweeper_ == 0) {
    ::close(ends[1]);
    sweep_after(ends[0], name_);
  }
  ::close(ends[0]);
  alive_ = ends[1];
  for (const auto& hierarchy : hierarchies()) fs::create_directory(hierarchy / name_);
}

Cgroup::~Cgroup() {
  ::close(alive_);
  ::waitpid(sweeper_, nullptr, 0);
}

std::vector<pid_t> Cgroup::processes(std::string_view words) const {
  std::vector<pid_t> all;
  for (const fs::path& group : groups_named(cgroup_folders(name_).front(), words)) add_processes(group, all);
  return all;
}

void Cgroup::lift_cpu_limits(std::string_view words) const {
  for (const std::string& hierarchy : cgroup_folders(name_))
    for (const fs::path& group : groups_named(hierarchy, words)) {
      write_if_there(group / "cpu.max", "max");
      write_if_there(group / "cpu.cfs_quota_us", "-1");
    }
}

}  // namespace perigee::testing
