// A file system of 3 MiB that a test fills, to see what happens to who writes to it. Only root may mount one. Not
// thread-safe.
#pragma once

#include <string>

namespace perigee::testing {

class SmallDisk {
 public:
  static constexpr char kWhyNot[] = "a small file system can be mounted by root only";

  SmallDisk();
  ~SmallDisk();  // unmounts it, whoever still writes
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_there() const { return mounted_; }  // false: the test skips, saying kWhyNot
  const std::string& folder() const { return folder_; }
  void fill() const;  // until nothing fits any more
  void make_room() const;

 private:
  std::string folder_;
  bool mounted_ = false;
};

}  // namespace perigee::testing
