// The only place that spells a Redis key. docs/formats.md describes what lies under each.
//
//   db 0  datasets               set of dataset names
//         dataset:<name>         string, the manifest as JSON
//         block:<32 hex digits>  hash, column name → encoded column
//         lease:<name>           sorted set, reader → deadline in ms by Redis' clock
//   db 1  queue, processing      lists of job ids (local executor): pushed on the left, taken from the right
//         events                 stream of state changes, capped
//         executor               string, who runs the queue; expires
//   db 2  jobs                   sorted set, job id → creation in ms
//         job:<id>               hash, the record
//         idempotency:<sha256>   hash, the job that a key made; expires
//         missions               sorted set, ids of what the missions API was asked for → creation in ms
//         mission:<id>           hash, one of them; expires
//         installation           string, identity of the one installation
//   db 3  results:<id>           string, the bytes
//
//   <name>, <id> = [a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?      <sha256> = of the key that the client sent
#pragma once

#include <string>
#include <string_view>

namespace perigee::keys {

inline constexpr int kDatasetsDb = 0, kQueueDb = 1, kJobsDb = 2, kResultsDb = 3;

inline constexpr const char* kDatasets = "datasets";
inline constexpr const char* kQueue = "queue";
inline constexpr const char* kProcessing = "processing";
inline constexpr const char* kEvents = "events";
inline constexpr const char* kExecutor = "executor";
inline constexpr const char* kJobs = "jobs";
inline constexpr const char* kMissionJobs = "missions";
inline constexpr const char* kInstallation = "installation";

inline std::string with_prefix(std::string_view prefix, std::string_view name) {
  return std::string(prefix).append(name);
}
inline std::string dataset(std::string_view name) { return with_prefix("dataset:", name); }
inline std::string block(std::string_view id) { return with_prefix("block:", id); }
inline std::string lease(std::string_view name) { return with_prefix("lease:", name); }
inline std::string job(std::string_view id) { return with_prefix("job:", id); }
inline std::string mission_job(std::string_view id) { return with_prefix("mission:", id); }
inline std::string idempotency(std::string_view sha256) { return with_prefix("idempotency:", sha256); }
inline std::string results(std::string_view id) { return with_prefix("results:", id); }

}  // namespace perigee::keys
