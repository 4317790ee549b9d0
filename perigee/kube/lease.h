// Who leads, as one object in the cluster says (coordination.k8s.io/v1, Lease), as a value.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "perigee/base/clock.h"
#include "perigee/kube/object.h"

namespace perigee::kube {

struct LeaseRecord {
  std::string holder;                  // empty: free
  std::chrono::seconds duration{0};    // it is free when it was not renewed for so long
  Millis acquired = 0, renewed = 0;    // by the holder's clock: shown to people, never compared with another clock
  std::int64_t transitions = 0;        // how often the holder changed
  std::uint64_t resource_version = 0;  // 0: there is no such object yet
  bool operator==(const LeaseRecord&) const = default;
};

// Nothing where the object is no lease that makes sense; a time that can not be read is 0.
std::optional<LeaseRecord> read_lease(const Object& object);

// The whole object, bound to the record's resource version where it has one.
std::string lease_json(const LeaseRecord& record, const std::string& namespace_name, const std::string& name);

// "2026-01-02T03:04:05.678000Z": Kubernetes' MicroTime wants all six digits.
std::string micro_time(Millis time);

}  // namespace perigee::kube
