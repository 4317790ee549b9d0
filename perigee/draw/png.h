// Bitmap → PNG by libpng: no filter, level 3, an exact palette when at most 256 colours occur, fixed metadata.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "perigee/draw/canvas.h"

namespace perigee {

// Written in the order given before the pixels, as iTXt where not Latin-1. Never a time.
using PngText = std::vector<std::pair<std::string, std::string>>;

std::string encode_png(const Bitmap& bitmap, const PngText& text);

}  // namespace perigee
