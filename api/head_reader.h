// Takes the head of the next request off a connection, within its size and time.
#pragma once

#include <optional>
#include <string>

#include "api/head.h"
#include "api/socket.h"

namespace perigee::api {

// Fills `bytes` with the head, or says why there is none; status 0: the client is gone.
std::optional<Refusal> read_head(Socket& socket, std::string& bytes);

}  // namespace perigee::api
