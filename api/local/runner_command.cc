#include "api/local/runner_command.h"

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace perigee::api {
namespace {

constexpr std::array<const char*, 9> kHandedOn = {
    "PATH", "HOME", "TMPDIR", "TZ", "LANG", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"};

std::vector<std::string> inherited() {
  std::vector<std::string> variables;
  for (const char* name : kHandedOn)
    if (const char* value = std::getenv(name)) variables.push_back(std::string(name) + '=' + value);
  return variables;
}

}  // namespace

Command runner_command(const LocalSettings& settings, const JobRecord& record, int seconds_left) {
  Command command{settings.runner, {}, inherited()};
  command.arguments = {"render",
                       "--job",
                       record.id,
                       "--uid",
                       record.uid,
                       "--deadline",
                       std::to_string(seconds_left),
                       "--memory",
                       std::to_string(settings.runner_memory_bytes),
                       "--termination-message",
                       kTerminationPath};
  command.environment.push_back("PERIGEE_REDIS_URL=" + settings.redis_url);
  command.environment.push_back("PERIGEE_REQUEST_ID=" + record.request_id);
  return command;
}

}  // namespace perigee::api
