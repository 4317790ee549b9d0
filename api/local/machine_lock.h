// Who this executor is, so that one executor runs the jobs of one Redis.
//
// Two locks hold that together. On one machine an abstract Unix socket that bears the name of the Redis: the kernel
// drops it in the moment its process dies, so a restart after a crash need not wait. Between machines the lease in
// Redis, whose holder is named by machine, boot and network namespace (the scope of an abstract socket): whoever has
// the socket may take over that holder's lease at once, anybody else waits until it runs out.
#pragma once

#include <string>

#include "api/local/file.h"

namespace perigee::api {

// The same for every process of this machine, boot and network namespace that names this Redis by this address.
std::string executor_name(const std::string& redis_address);

// Holds the name on this machine while the File lives; closed when another process has it.
File lock_on_this_machine(const std::string& executor_name);

}  // namespace perigee::api
