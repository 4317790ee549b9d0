#include "perigee/kube/lease.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace perigee::kube {
namespace {

using nlohmann::json;

std::string text(const json& spec, const char* name) {
  const auto found = spec.find(name);
  return found != spec.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number(const json& spec, const char* name) {
  const auto found = spec.find(name);
  return found != spec.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

// The seconds of a MicroTime are enough for people.
Millis time(const json& spec, const char* name) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, micros = 0;
  const std::string written = text(spec, name);
  const int read = std::sscanf(written.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d.%6dZ", &year, &month, &day, &hour, &minute,
                               &second, &micros);
  if (read < 6 || !is_valid({year, month, day})) return 0;
  return days_from_civil({year, month, day}) * kMillisPerDay + ((hour * 60 + minute) * 60 + second) * 1000LL +
         micros / 1000;
}

}  // namespace

std::optional<LeaseRecord> read_lease(const Object& object) {
  const json document = json::parse(object.json, nullptr, false);
  if (!document.is_object() || object.resource_version == 0) return std::nullopt;
  const auto found = document.find("spec");
  const json spec = found != document.end() && found->is_object() ? *found : json::object();
  const auto seconds = number(spec, "leaseDurationSeconds");
  if (seconds < 0 || seconds > 86'400) return std::nullopt;
  return LeaseRecord{text(spec, "holderIdentity"), std::chrono::seconds(seconds),    time(spec, "acquireTime"),
                     time(spec, "renewTime"),      number(spec, "leaseTransitions"), object.resource_version};
}

std::string micro_time(Millis time) {
  std::string text = iso8601(time);
  text.pop_back();
  return text + (text.size() > 20 ? "000Z" : ".000000Z");
}

std::string lease_json(const LeaseRecord& record, const std::string& namespace_name, const std::string& name) {
  json metadata = {{"namespace", namespace_name}, {"name", name}};
  if (record.resource_version != 0) metadata["resourceVersion"] = std::to_string(record.resource_version);
  json spec = {{"holderIdentity", record.holder},
               {"leaseDurationSeconds", record.duration.count()},
               {"acquireTime", micro_time(record.acquired)},
               {"renewTime", micro_time(record.renewed)},
               {"leaseTransitions", record.transitions}};
  return json{{"apiVersion", "coordination.k8s.io/v1"}, {"kind", "Lease"}, {"metadata", metadata}, {"spec", spec}}
      .dump();
}

}  // namespace perigee::kube
