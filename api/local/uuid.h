// A random UUID (RFC 9562, version 4), from the kernel's generator.
#pragma once

#include <string>

namespace perigee::api {

std::string new_uuid();

}  // namespace perigee::api
