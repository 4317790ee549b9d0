#include "tests/runner/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace perigee::testing {
namespace {

namespace fs = std::filesystem;

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

int opened(const std::string& path, int flags) {
  const int fd = ::open(path.c_str(), flags, 0644);
  if (fd < 0) throw std::runtime_error("can not open " + path);
  return fd;
}

}  // namespace

Program::Program() {
  std::string pattern = fs::temp_directory_path() / "perigee-runner-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
  fs::create_directory(folder_ + "/work");
}

Program::~Program() {
  if (endless_ >= 0) ::close(endless_);
  fs::remove_all(folder_);
}

pid_t Program::start(const std::vector<std::string>& arguments, int input) {
  std::vector<std::string> words = {PERIGEE_RUNNER_PATH}, variables = variables_;
  words.insert(words.end(), arguments.begin(), arguments.end());
  const auto argv = pointers_to(words), environment = pointers_to(variables);
  const int out = opened(path("out"), O_WRONLY | O_CREAT | O_TRUNC),
            err = opened(path("err"), O_WRONLY | O_CREAT | O_TRUNC);
  const std::string work = path("work");
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(input, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    if (::chdir(work.c_str()) == 0) ::execve(argv[0], argv.data(), environment.data());
    ::_exit(127);
  }
  for (const int fd : {input, out, err}) ::close(fd);
  return pid;
}

Ended Program::run(const std::vector<std::string>& arguments, const std::string& input) {
  std::ofstream(path("in"), std::ios::binary) << input;
  return wait(start(arguments, opened(path("in"), O_RDONLY)));
}

pid_t Program::start_endless(const std::vector<std::string>& arguments) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  endless_ = ends[1];
  return start(arguments, ends[0]);
}

Ended Program::wait(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  Ended ended;
  if (WIFEXITED(status)) ended.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  const auto whole = [](const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  ended.out = whole(path("out"));
  ended.err = whole(path("err"));
  return ended;
}

void Program::write(const std::string& name, const std::string& bytes) const {
  std::ofstream(path("work/" + name), std::ios::binary) << bytes;
}

std::string Program::read(const std::string& name) const {
  std::ifstream in(path("work/" + name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool Program::exists(const std::string& name) const { return fs::exists(path("work/" + name)); }

std::size_t Program::files() const {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(path("work")), fs::directory_iterator()));
}

}  // namespace perigee::testing
