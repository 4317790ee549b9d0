#include "tests/support/small_disk.h"

#include <sys/mount.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace perigee::testing {
namespace {

constexpr char kFiller[] = "/filler";

}  // namespace

SmallDisk::SmallDisk() : folder_((std::filesystem::temp_directory_path() / "perigee-disk-XXXXXX").string()) {
  if (::mkdtemp(folder_.data()) == nullptr) return;
  mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=3m") == 0;
}

SmallDisk::~SmallDisk() {
  if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void SmallDisk::fill() const {
  std::ofstream file(folder_ + kFiller);
  const std::string piece(4096, 'x');
  while (file.write(piece.data(), static_cast<std::streamsize>(piece.size())).flush()) {
  }
}

void SmallDisk::make_room() const { std::filesystem::remove(folder_ + kFiller); }

}  // namespace perigee::testing
