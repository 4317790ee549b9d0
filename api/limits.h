// The fixed limits of the HTTP surface; what an operator may change is in config.h. docs/limits.md lists both.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace perigee::api {

inline constexpr std::size_t kMaxHeadBytes = std::size_t{16} * 1024;   // request line and header block
inline constexpr std::size_t kMaxTargetBytes = std::size_t{8} * 1024;  // path and query
inline constexpr std::size_t kMaxFieldBytes = std::size_t{8} * 1024;   // one header line
inline constexpr std::size_t kMaxFields = 100;                         // header lines
inline constexpr std::size_t kMaxParts = 8;                            // of a multipart body
inline constexpr std::size_t kMaxPartHeadBytes = std::size_t{8} * 1024;
inline constexpr std::size_t kMaxQueryParameters = 100;
inline constexpr std::size_t kMaxRequestsPerConnection = 1'000'000;
inline constexpr std::size_t kMaxWaitingConnections = 1024;  // accepted, no thread yet

inline constexpr std::chrono::seconds kHeadDeadline{10};      // from the first byte of a request to its blank line
inline constexpr std::chrono::seconds kIdleTimeout{15};       // between two requests of a connection
inline constexpr std::chrono::seconds kWriteStall{15};        // without the client taking a byte
inline constexpr std::chrono::seconds kBodyGrace{5};          // before the least rate counts
inline constexpr std::uint64_t kLeastBodyRate = 1024;         // bytes a second
inline constexpr std::chrono::seconds kBodyDeadline{120};     // of a body that is read whole
inline constexpr std::chrono::seconds kUploadDeadline{3600};  // of a streamed upload
inline constexpr std::chrono::seconds kDrain{4};  // for running requests when the API stops; jobs get as long

}  // namespace perigee::api
