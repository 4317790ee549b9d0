#include "tests/support/redis_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace perigee::testing {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

std::string program() {
  const char* path = std::getenv("PATH");
  std::stringstream folders(path ? path : "/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string file = folder + "/redis-server";
    if (::access(file.c_str(), X_OK) == 0) return file;
  }
  return {};
}

std::string temporary_folder() {
  std::string path = (fs::temp_directory_path() / "perigee-redis-XXXXXX").string();
  if (!::mkdtemp(path.data())) throw std::runtime_error("no temporary folder " + path);
  return path;
}

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool ok = ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(fd);
  if (!ok) throw std::runtime_error("no free port on 127.0.0.1");
  return ntohs(address.sin_port);
}

// A connected Unix socket, or -1.
int connect_to(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return -1;
  path.copy(address.sun_path, path.size());
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  return -1;
}

bool readable(int fd, milliseconds longest) {
  pollfd waiting{fd, POLLIN, 0};
  return ::poll(&waiting, 1, static_cast<int>(longest.count())) == 1;
}

// Everything that comes until the server is silent for a moment.
std::string read_reply(int fd) {
  std::string reply;
  char piece[4096];
  milliseconds patience(2000);
  while (reply.size() < (1u << 20) && readable(fd, patience)) {
    const ssize_t got = ::read(fd, piece, sizeof piece);
    if (got <= 0) break;
    reply.append(piece, static_cast<std::size_t>(got));
    patience = milliseconds(20);
  }
  return reply;
}

}  // namespace

bool RedisServer::available() { return !program().empty(); }

RedisServer::RedisServer(RedisServerOptions options) : options_(std::move(options)), folder_(temporary_folder()) {
  data_ = options_.directory.empty() ? folder_ : options_.directory;
  socket_ = folder_ + "/redis.sock";
  if (options_.tcp) port_ = free_port();
  start();
}

RedisServer::~RedisServer() {
  if (pid_ > 0) kill();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string RedisServer::url() const {
  if (options_.tcp) return "redis://127.0.0.1:" + std::to_string(port_);
  return "unix://" + socket_;
}

std::string RedisServer::log() const {
  std::ifstream file(folder_ + "/redis.log");
  return {std::istreambuf_iterator<char>(file), {}};
}

void RedisServer::start() {
  launch();
  wait_until_ready();
}

void RedisServer::start_without_wait() { launch(); }

void RedisServer::launch() {
  std::vector<std::string> words{program(),
                                 "--port",
                                 std::to_string(port_),
                                 "--bind",
                                 "127.0.0.1",
                                 "--unixsocket",
                                 socket_,
                                 "--dir",
                                 data_,
                                 "--logfile",
                                 folder_ + "/redis.log",
                                 "--save",
                                 "",
                                 "--appendonly",
                                 options_.appendonly,
                                 "--appendfsync",
                                 options_.appendfsync,
                                 "--maxmemory-policy",
                                 options_.maxmemory_policy,
                                 "--daemonize",
                                 "no"};
  words.insert(words.end(), options_.extra.begin(), options_.extra.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ != 0) return;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int nothing = ::open("/dev/null", O_RDWR);
  for (const int standard : {0, 1, 2}) ::dup2(nothing, standard);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

void RedisServer::wait_until_ready() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < deadline) {
    const std::string reply = ask("PING");
    if (!reply.empty() && !reply.starts_with("-LOADING")) return;
    if (wait_for_exit(0)) break;
    std::this_thread::sleep_for(milliseconds(5));
  }
  throw std::runtime_error("redis-server did not start:\n" + log());
}

void RedisServer::stop() {
  ::kill(pid_, SIGCONT);
  ::kill(pid_, SIGTERM);
  reap();
}

void RedisServer::kill() {
  ::kill(pid_, SIGKILL);
  reap();
}

void RedisServer::pause() { ::kill(pid_, SIGSTOP); }
void RedisServer::resume() { ::kill(pid_, SIGCONT); }

void RedisServer::reap() {
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

bool RedisServer::wait_for_exit(int seconds) {
  if (pid_ < 0) return true;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  do {
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) {
      pid_ = -1;
      return true;
    }
    if (seconds > 0) std::this_thread::sleep_for(milliseconds(10));
  } while (std::chrono::steady_clock::now() < deadline);
  return false;
}

std::string RedisServer::ask(const std::string& line) const {
  const int fd = connect_to(socket_);
  if (fd < 0) return {};
  const std::string sent = line + "\r\n";
  const bool written = ::send(fd, sent.data(), sent.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(sent.size());
  std::string reply = written ? read_reply(fd) : std::string();
  ::close(fd);
  return reply;
}

}  // namespace perigee::testing
