#include "perigee/store/random_id.h"

#include <sys/random.h>

#include <array>
#include <cerrno>

#include "perigee/base/error.h"

namespace perigee {
namespace {

using Bits = std::array<unsigned char, 16>;

Bits random_bits() {
  Bits bytes;
  ssize_t got = 0;
  do got = ::getrandom(bytes.data(), bytes.size(), 0);
  while (got < 0 && errno == EINTR);
  if (got != static_cast<ssize_t>(bytes.size()))
    throw EnvironmentError(Fault::internal, "The kernel gave no random bytes. Look whether getrandom is allowed here.");
  return bytes;
}

std::string hexadecimal(const Bits& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace

std::string random_id() { return hexadecimal(random_bits()); }

std::string random_uuid() {
  Bits bytes = random_bits();
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);  // version 4
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);  // the variant of the RFC
  std::string text = hexadecimal(bytes);
  for (const std::size_t at : {20u, 16u, 12u, 8u}) text.insert(at, 1, '-');
  return text;
}

}  // namespace perigee
