// Text that has to fit: wrapped between words, elided in the middle or at the end, by measured width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/layout/text_style.h"

namespace perigee {

// The text as it can be set on a line: valid UTF-8 without controls and invisible or direction-changing marks, each
// run of white space one space.
std::string one_line(std::string_view text);

// The text if it fits, else as much of it as fits with an ellipsis; "" where not even that fits.
std::string elide_end(const TextStyle& style, const std::string& text, double width);
std::string elide_middle(const TextStyle& style, const std::string& text, double width);

// At most `most` lines, broken between words; what is too long for them is elided at the end of the last one.
std::vector<std::string> wrap(const TextStyle& style, std::string_view text, double width, std::size_t most);

// The same for a name: it loses its middle, because names differ at both ends.
std::vector<std::string> wrap_name(const TextStyle& style, std::string_view text, double width, std::size_t most);

}  // namespace perigee
