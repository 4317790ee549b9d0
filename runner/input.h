// Small inputs, read whole.
#pragma once

#include <string>

namespace perigee::runner {

// At most 1 MiB of a file, or of standard input for "-". Throws EnvironmentError (disk) that names the file.
std::string read_input(const std::string& path);

}  // namespace perigee::runner
