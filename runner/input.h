// Files and standard input, read into memory.
#pragma once

#include <cstddef>
#include <string>

namespace perigee::runner {

// The first bytes of a file, or of standard input for "-": at most `most`, and one more where there are more. Throws
// EnvironmentError (disk) that names the file.
std::string read_input(const std::string& path, std::size_t most);

}  // namespace perigee::runner
