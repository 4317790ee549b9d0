#include "tests/cluster/sandbox.h"

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace perigee::testing {
namespace {

constexpr const char* kFolder = "/mnt";  // of every Debian; the mount over it is seen from inside only

void check(int result, const char* what) {
  if (result != 0) throw std::system_error(errno, std::generic_category(), what);
}

void bring_loopback_up() {
  const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request{};
  std::strcpy(request.ifr_name, "lo");
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  const int result = ::ioctl(socket, SIOCSIFFLAGS, &request);
  ::close(socket);
  check(result, "loopback can not be brought up");
}

}  // namespace

std::string no_sandbox() { return ::geteuid() == 0 ? "" : "only root can make a network of its own"; }

std::string enter_sandbox(const std::string& size) {
  check(::unshare(CLONE_NEWNET | CLONE_NEWNS), "no namespaces of its own");
  bring_loopback_up();
  check(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr), "mounts can not be made private");
  check(::mount("perigee", kFolder, "tmpfs", MS_NOSUID | MS_NODEV, ("mode=0700,size=" + size).c_str()),
        "no folder in memory");
  return kFolder;
}

}  // namespace perigee::testing
