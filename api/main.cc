#include <cstdio>
#include <string_view>

#include "api/config.h"
#include "api/service.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/schema/env.h"

int main(int argc, char** argv) {
  using namespace perigee;
  if (argc == 2 && std::string_view(argv[1]) == "--limits")
    return std::fputs(api::limits_markdown().c_str(), stdout) < 0;
  switch (asked(argc, argv)) {
    case Asked::help:
      return std::puts(api::config_help().c_str()) < 0;
    case Asked::version:
      return std::puts("perigee-api " PERIGEE_VERSION) < 0;
    case Asked::run:
      break;
  }
  const auto config = api::read_config(argc, argv);
  if (!config) return std::fprintf(stderr, "%s\n", to_string(config.problems()).c_str()), 2;
  log::setup("api", log::level_of(config->log_level));
  try {
    return api::serve(*config);
  } catch (const std::exception& error) {
    log::error("the API ends", {{"reason", std::string_view(error.what())}});
    return 1;
  }
}
