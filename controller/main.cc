#include <cstdio>
#include <exception>
#include <string_view>

#include "controller/config.h"
#include "controller/program.h"
#include "perigee/base/log.h"
#include "perigee/schema/env.h"

int main(int argc, char** argv) {
  using namespace perigee;
  if (argc == 2 && std::string_view(argv[1]) == "--settings")
    return std::fputs(controller::settings_table().c_str(), stdout) < 0;
  switch (asked(argc, argv)) {
    case Asked::help:
      return std::puts(controller::config_help().c_str()) < 0;
    case Asked::version:
      return std::puts("perigee-controller " PERIGEE_VERSION) < 0;
    case Asked::run:
      break;
  }
  const auto config = controller::read_config(argc, argv);
  if (!config) return std::fprintf(stderr, "%s\n", to_string(config.problems()).c_str()), 2;
  log::setup("controller", log::level_of(config->log_level));
  try {
    return controller::run(*config);
  } catch (const std::exception& error) {
    log::error("the controller ends", {{"reason", std::string_view(error.what())}});
    return 1;
  }
}
