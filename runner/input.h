// Files and standard input.
#pragma once

#include <cstddef>
#include <string>

namespace perigee::runner {

// A file that is open for reading; standard input for "-". Throws EnvironmentError (disk) that names the file.
class Input {
 public:
  explicit Input(const std::string& path);
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  std::size_t read(char* to, std::size_t bytes);  // how many; 0 at the end

 private:
  std::string path_;
  int descriptor_;
};

// The whole, or the first `most` bytes and one more where it is longer.
std::string read_input(const std::string& path, std::size_t most);

}  // namespace perigee::runner
