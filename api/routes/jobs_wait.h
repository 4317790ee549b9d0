// Waiting for a job to end, without polling: shared by GET /jobs/<id>, GET /results/<id> and the event stream.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "api/http.h"
#include "api/services.h"
#include "perigee/job/record.h"

namespace perigee::api {

inline constexpr int kLongestWaitSeconds = 60;

// ?wait=seconds, 0…60; nothing asked for is 0.
std::chrono::milliseconds wait_asked_for(const Request& request);

// The record as soon as it is terminal, or as it stands when `longest` is over or the server stops. Nothing: there is
// no such job.
std::optional<JobRecord> await_end(const Services& services, const std::string& id, std::chrono::milliseconds longest);

}  // namespace perigee::api
