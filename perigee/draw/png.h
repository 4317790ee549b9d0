// Bitmap → PNG by libpng: no filter, level 3, an exact palette when at most 256 colours occur, fixed metadata.
//
// For charts no filter is both smaller and faster than libpng's choice. Equal bitmaps and texts give equal bytes from
// one build of zlib; across versions of zlib only the pixels are promised.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "perigee/draw/bitmap.h"

namespace perigee {

// Keyword (1–79 letters of Latin-1) and text, written in the order given before the pixels: as tEXt where it is ASCII,
// else as iTXt in UTF-8. There is never a time. Empty texts are left out.
using PngText = std::vector<std::pair<std::string, std::string>>;

// Declares sRGB and 72 dpi times the scale. Throws EnvironmentError when libpng gives up.
std::string encode_png(const Bitmap& bitmap, const PngText& text);

}  // namespace perigee
