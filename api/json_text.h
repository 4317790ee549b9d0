// JSON text written piece by piece, without a tree: for answers that are streamed or small.
#pragma once

#include <string>
#include <string_view>

namespace perigee::api {

// Appends a JSON string with its quotes. Ill-formed UTF-8 becomes U+FFFD, so that the text is always valid.
void append_quoted(std::string& out, std::string_view text);

// Call it as api::quoted: with a std::string the standard library offers one of its own (std::quoted).
std::string quoted(std::string_view text);

}  // namespace perigee::api
