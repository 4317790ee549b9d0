#include "tests/support/redis_proxy.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>

namespace perigee::testing {
namespace {

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// The line that begins at `at`, which is moved behind it; nothing while it is not whole.
std::optional<std::string_view> line(std::string_view bytes, std::size_t& at) {
  const auto end = bytes.find("\r\n", at);
  if (end == bytes.npos) return std::nullopt;
  const auto text = bytes.substr(at, end - at);
  at = end + 2;
  return text;
}

std::size_t number_after_mark(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data() + 1, text.data() + text.size(), number);
  return number;
}

struct Command {
  std::size_t size;
  std::string name;
};

// The first command of what a client sent, as an array of bulk strings.
std::optional<Command> first_command(std::string_view bytes) {
  std::size_t at = 0;
  const auto head = line(bytes, at);
  if (!head) return std::nullopt;
  std::string name;
  for (std::size_t left = number_after_mark(*head); left > 0; --left) {
    const auto size = line(bytes, at);
    if (!size || bytes.size() < at + number_after_mark(*size) + 2) return std::nullopt;
    if (name.empty()) name = bytes.substr(at, number_after_mark(*size));
    at += number_after_mark(*size) + 2;
  }
  return Command{at, name};
}

}  // namespace

RedisProxy::RedisProxy(std::string server_socket) : server_socket_(std::move(server_socket)) {
  folder_ = (std::filesystem::temp_directory_path() / "perigee-proxy-XXXXXX").string();
  if (!::mkdtemp(folder_.data())) throw std::runtime_error("no temporary folder " + folder_);
  socket_ = folder_ + "/proxy.sock";
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_of(socket_);
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 64) != 0)
    throw std::runtime_error("the proxy can not listen on " + socket_);
  thread_ = std::thread([this] { serve(); });
}

RedisProxy::~RedisProxy() {
  stop_ = true;
  thread_.join();
  for (const Link& link : links_) {
    ::close(link.client);
    ::close(link.server);
  }
  ::close(listener_);
  std::filesystem::remove_all(folder_);
}

void RedisProxy::set_hook(Hook hook) {
  const std::scoped_lock lock(mutex_);
  hook_ = std::move(hook);
}
void RedisProxy::set_lost(std::function<void()> lost) {
  const std::scoped_lock lock(mutex_);
  lost_ = std::move(lost);
}

void RedisProxy::serve() {
  while (!stop_) {
    std::vector<pollfd> waiting{{listener_, POLLIN, 0}};
    for (const Link& link : links_) {
      waiting.push_back({link.client, POLLIN, 0});
      waiting.push_back({link.server, POLLIN, 0});
    }
    if (::poll(waiting.data(), waiting.size(), 20) <= 0) continue;
    std::vector<Link> alive;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      Link& link = links_[i];
      const bool ok =
          (!waiting[2 * i + 2].revents || from_server(link)) && (!waiting[2 * i + 1].revents || from_client(link));
      if (ok) alive.push_back(std::move(link));
      if (!ok) {
        ::close(link.client);
        ::close(link.server);
      }
    }
    links_ = std::move(alive);
    if (waiting[0].revents) accept_one();
  }
}

void RedisProxy::accept_one() {
  const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_of(server_socket_);
  if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    links_.push_back({client, server, {}, false});
    return;
  }
  ::close(client);
  ::close(server);
}

bool RedisProxy::from_client(Link& link) {
  char piece[65536];
  const ssize_t got = ::read(link.client, piece, sizeof piece);
  if (got <= 0) return false;
  link.pending.append(piece, static_cast<std::size_t>(got));
  const Hook hook = [&] {
    const std::scoped_lock lock(mutex_);
    return hook_;
  }();
  while (const auto command = first_command(link.pending)) {
    const Action action = hook ? hook(++commands_, command->name) : Action::pass;
    if (action == Action::cut) return false;
    link.loses_answer = link.loses_answer || action == Action::answer_is_lost;
    if (!write_all(link.server, std::string_view(link.pending).substr(0, command->size))) return false;
    link.pending.erase(0, command->size);
  }
  return true;
}

bool RedisProxy::from_server(Link& link) {
  char piece[65536];
  const ssize_t got = ::read(link.server, piece, sizeof piece);
  if (got <= 0) return false;
  if (link.loses_answer) {
    const auto lost = [&] {
      const std::scoped_lock lock(mutex_);
      return lost_;
    }();
    if (lost) lost();
    return false;
  }
  if (delay_.load().count() > 0) std::this_thread::sleep_for(delay_.load());
  return write_all(link.client, {piece, static_cast<std::size_t>(got)});
}

}  // namespace perigee::testing
