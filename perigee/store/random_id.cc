#include "perigee/store/random_id.h"

#include <sys/random.h>

#include <array>
#include <cerrno>

#include "perigee/base/error.h"

namespace perigee {

std::string random_id() {
  std::array<unsigned char, 16> bytes;
  ssize_t got = 0;
  do got = ::getrandom(bytes.data(), bytes.size(), 0);
  while (got < 0 && errno == EINTR);
  if (got != static_cast<ssize_t>(bytes.size()))
    throw EnvironmentError(Fault::internal, "The kernel gave no random bytes. Look whether getrandom is allowed here.");
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace perigee
