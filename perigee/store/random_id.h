// Ids that nobody else makes, from the kernel's generator. Thread-safe.
#pragma once

#include <string>

namespace perigee {

std::string random_id();    // 128 bits as 32 hexadecimal digits
std::string random_uuid();  // RFC 9562, version 4: "7c0e1f0a-54f7-4c8e-9d55-1d0f7c5be6a1"

}  // namespace perigee
