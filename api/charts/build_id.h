// What tells two builds of this program apart, so that no cache takes one's picture for the other's.
#pragma once

#include <string>

namespace perigee::api {

// A hash over the linker's build ids of the program and of every library that it has loaded (ELF notes of type
// NT_GNU_BUILD_ID); of an object without one, over its name. Two processes of one image have the same, on any machine.
std::string build_id();

}  // namespace perigee::api
