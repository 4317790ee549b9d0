// Where the bytes go.
#pragma once

#include <string>
#include <string_view>

namespace perigee::runner {

// Writes the whole or nothing: a file appears under its name only when it is complete. "-" is standard output; pipes
// and devices are written to as they are. Throws EnvironmentError (disk) that names the path and the reason.
void write_output(const std::string& path, std::string_view bytes);

}  // namespace perigee::runner
