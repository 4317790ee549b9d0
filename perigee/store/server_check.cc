#include <charconv>
#include <string>
#include <string_view>

#include "perigee/store/keys.h"
#include "perigee/store/redis.h"

namespace perigee {
namespace {

constexpr int kLeastMajor = 6, kLeastMinor = 2;

// The value of "name:value\r\n" in what INFO says; empty when it does not say it.
std::string_view field(std::string_view info, std::string_view name) {
  for (std::size_t at = info.find(name); at != info.npos; at = info.find(name, at + 1)) {
    const bool starts_line = at == 0 || info[at - 1] == '\n';
    const auto colon = at + name.size();
    if (starts_line && colon < info.size() && info[colon] == ':')
      return info.substr(colon + 1, info.find('\r', colon) - colon - 1);
  }
  return {};
}

bool is_old(std::string_view version) {
  int major = 0, minor = 0;
  const auto end = version.data() + version.size();
  const auto dot = std::from_chars(version.data(), end, major).ptr;
  if (dot != end) std::from_chars(dot + 1, end, minor);
  return major < kLeastMajor || (major == kLeastMajor && minor < kLeastMinor);
}

Problem problem(std::string code, std::string what, std::string remedy) {
  return {std::move(code), "", std::move(what), std::move(remedy), {}, {}};
}

void check_version(std::string_view info, Problems& problems) {
  const auto version = field(info, "redis_version");
  if (!version.empty() && is_old(version))
    problems.push_back(
        problem("redis-version", "Redis is version " + std::string(version) + ".", "Install 6.2 or newer."));
}

void check_durability(std::string_view info, Problems& problems) {
  if (field(info, "aof_enabled") == "0")
    problems.push_back(problem("redis-appendonly", "Redis runs with appendonly no and forgets jobs when it restarts.",
                               "Set appendonly yes (and appendfsync always)."));
}

void check_memory(std::string_view info, Problems& problems) {
  const auto policy = field(info, "maxmemory_policy");
  if (!policy.empty() && policy != "noeviction")
    problems.push_back(problem(
        "redis-maxmemory-policy",
        "Redis runs with maxmemory-policy " + std::string(policy) + " and drops data silently when its memory is full.",
        "Set maxmemory-policy noeviction."));
}

void check_role(std::string_view info, Problems& problems) {
  if (field(info, "role") == "slave")
    problems.push_back(problem("redis-replica", "Redis is a read-only replica.", "Give the address of the primary."));
  if (field(info, "cluster_enabled") == "1")
    problems.push_back(problem("redis-cluster", "Redis runs in cluster mode, which has one database and we need four.",
                               "Use one primary without cluster mode."));
}

void check_databases(Redis& redis, Problems& problems) {
  const auto reply = redis.try_command(0, {"SELECT", std::to_string(keys::kResultsDb)});
  redis.close();  // it does not know of this SELECT
  if (reply.is_error())
    problems.push_back(problem("redis-databases", "Redis does not let us use database 3: " + reply.bytes + ".",
                               "Set databases to 16 and grant SELECT."));
}

}  // namespace

Problems check_server(Redis& redis) {
  Problems problems;
  const auto reply = redis.try_command(0, {"INFO"});
  if (reply.is_error()) {
    problems.push_back(problem("redis-unchecked", "Redis does not say how it is configured: " + reply.bytes + ".",
                               "Grant INFO to this user, or see to it that it runs version 6.2 or newer with "
                               "appendonly yes and maxmemory-policy noeviction."));
    return problems;
  }
  for (const auto check : {check_version, check_durability, check_memory, check_role}) check(reply.bytes, problems);
  check_databases(redis, problems);
  return problems;
}

}  // namespace perigee
