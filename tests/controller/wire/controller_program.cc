#include "tests/controller/wire/controller_program.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace perigee::testing {

ControllerProgram::ControllerProgram(std::vector<std::string> settings) : settings_(std::move(settings)) {
  folder_ = (std::filesystem::temp_directory_path() / "perigee-controller-XXXXXX").string();
  if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  settings_.insert(settings_.end(), {"PATH=/usr/bin:/bin", "HOME=" + folder_, "PERIGEE_RUNNER_IMAGE=runner:test",
                                     "PERIGEE_PROBE_HOST=127.0.0.1", "PERIGEE_PROBE_PORT=0"});
}

ControllerProgram::~ControllerProgram() {
  if (!has_ended()) program_.kill();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void ControllerProgram::start() { program_.start({PERIGEE_CONTROLLER_PATH}, settings_, folder_ + "/log"); }

}  // namespace perigee::testing
