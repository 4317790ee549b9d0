// A network and a folder of the test's own. Both are the kernel's to clear: they end with the last process inside, also
// when the test is killed, and nobody outside sees a port or a file of theirs.
#pragma once

#include <string>

namespace perigee::testing {

// Why there can be none on this machine; empty where there can.
std::string no_sandbox();

// Moves the calling thread, and what it starts from now on, into one: no interface but loopback, and an empty folder in
// memory of that size, whose path is returned. Call it once, from the main thread, before any other thread was started.
// Throws std::system_error.
std::string enter_sandbox(const std::string& size = "1g");

}  // namespace perigee::testing
