// One file over HTTPS by libcurl: redirects are followed by hand, the credential stays with the first host.
//
// Only https, and http where the first address is itself a loopback one (a test double). Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "api/spool.h"
#include "perigee/base/problem.h"

namespace perigee::api {

struct Download {
  std::string url;
  std::string authorization;  // value of the header; empty: none. Sent to the first host only
  std::uint64_t max_bytes = 1ull << 30;
  std::vector<std::string> hosts;  // where redirects may lead; empty: anywhere
  std::chrono::seconds connect{5}, stall{15}, total{900};
};

// Fills the spool. A Problem ("download-failed") names the host and what went wrong, never the credential. Where the
// server sends an MD5 (X-Goog-Hash), it is checked.
Result<bool> download(const Download& wanted, Spool& into);

}  // namespace perigee::api
