#include "api/local/machine_lock.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>
#include <fstream>

#include "perigee/base/sha256.h"

namespace perigee::api {
namespace {

std::string first_line(const char* path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

std::string network_namespace() {
  struct stat status {};
  ::stat("/proc/self/ns/net", &status);
  return std::to_string(status.st_ino);
}

}  // namespace

std::string executor_name(const std::string& redis_address) {
  const std::string parts = first_line("/proc/sys/kernel/hostname") + '\n' +
                            first_line("/proc/sys/kernel/random/boot_id") + '\n' + network_namespace() + '\n' +
                            redis_address;
  return "local-" + sha256_hex(parts).substr(0, 32);
}

File lock_on_this_machine(const std::string& executor_name) {
  File socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = "perigee-" + executor_name;
  std::memcpy(address.sun_path + 1, name.data(), name.size());  // the leading NUL makes it abstract
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), length) != 0) return {};
  return socket;
}

}  // namespace perigee::api
