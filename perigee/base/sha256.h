// SHA-256 (FIPS 180-4) by OpenSSL's libcrypto, as lower-case hexadecimal.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace perigee {

// Hashes a stream piece by piece. Movable, not thread-safe. `hex()` ends it.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void add(std::string_view bytes);
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace perigee
