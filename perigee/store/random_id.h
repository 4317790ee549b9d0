// Ids that nobody else makes: 128 random bits from the kernel as 32 hexadecimal digits. Thread-safe.
#pragma once

#include <string>

namespace perigee {

std::string random_id();

}  // namespace perigee
