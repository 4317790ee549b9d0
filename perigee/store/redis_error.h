// What an error reply of Redis means to us: one Fault and one sentence.
#pragma once

#include <string_view>

#include "perigee/base/error.h"

namespace perigee {

// By the reply's first word (OOM, MISCONF, LOADING, READONLY, NOAUTH, …); `server` is the address as shown to people.
EnvironmentError error_of_reply(std::string_view reply, std::string_view server);

}  // namespace perigee
