// Bitmap → PNG by libpng: no filter, an exact palette when at most 256 colours occur, fixed metadata.
//
// For charts no filter is both smaller and faster than libpng's choice. With a palette, deflate looks for runs alone
// (Z_RLE): against level 3 that takes two thirds of the time, and the files are smaller but for those of dense
// matrices. Pixels of three bytes have no runs to speak of and go through level 3. Equal bitmaps and texts give equal
// bytes from one build of zlib; across versions of zlib only the pixels are promised.
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
