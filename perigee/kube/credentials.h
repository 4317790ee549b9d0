// Who this process is, and whom it trusts, as its files say now: tokens, certificates and authorities are replaced on
// disk while it runs. Not thread-safe.
#pragma once

#include <chrono>
#include <string>

#include "perigee/base/clock.h"
#include "perigee/kube/config.h"

namespace perigee::kube {

struct Identity {
  std::string ca, certificate, key;  // PEM; ca empty: the machine's own authorities
  std::string token;
  bool operator==(const Identity&) const = default;
};

class Credentials {
 public:
  // Reads all of them; throws EnvironmentError where one can not be read.
  Credentials(Config config, const Clock& clock);

  // Read again when they were read longer ago than this: the kubelet renews a token well before it ends.
  static constexpr std::chrono::seconds kFresh{60};
  const Identity& current();
  // Read again at once: the server refused the token. A file that can not be read leaves what was there.
  const Identity& renewed();

 private:
  Identity read() const;

  Config config_;
  const Clock* clock_;
  Identity identity_;
  std::chrono::steady_clock::time_point read_at_;
};

}  // namespace perigee::kube
