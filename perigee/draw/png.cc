#include "perigee/draw/png.h"

#include <png.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>
#include <new>
#include <optional>
#include <unordered_map>

#include "perigee/base/error.h"

namespace perigee {
namespace {

std::uint32_t key(const std::uint8_t* rgb) { return static_cast<std::uint32_t>(rgb[0] << 16 | rgb[1] << 8 | rgb[2]); }

// The same picture with a palette, if its colours are few enough.
std::optional<Bitmap> with_palette(const Bitmap& bitmap) {
  Bitmap small{bitmap.width, bitmap.height, bitmap.scale, {}, std::vector<std::uint8_t>(bitmap.pixels.size() / 3)};
  std::unordered_map<std::uint32_t, std::uint8_t> indexes;
  for (std::size_t i = 0; i < small.pixels.size(); ++i) {
    const std::uint8_t* rgb = &bitmap.pixels[3 * i];
    if (i > 0 && std::equal(rgb, rgb + 3, rgb - 3)) {
      small.pixels[i] = small.pixels[i - 1];
      continue;
    }
    const auto [entry, fresh] = indexes.emplace(key(rgb), static_cast<std::uint8_t>(small.palette.size()));
    if (fresh && small.palette.size() == 256) return std::nullopt;
    if (fresh) small.palette.push_back({rgb[0], rgb[1], rgb[2]});
    small.pixels[i] = entry->second;
  }
  return small;
}

// A zlib stream in memory.
class Deflater {
 public:
  explicit Deflater(int strategy) {
    constexpr int kLevel = 3, kWindowBits = 15, kMemoryLevel = 6;  // a smaller table is cleared and slid in less time
    if (deflateInit2(&stream_, kLevel, Z_DEFLATED, kWindowBits, kMemoryLevel, strategy) != Z_OK) throw std::bad_alloc();
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() { deflateEnd(&stream_); }

  void add(const std::vector<std::uint8_t>& bytes, int flush) {
    stream_.next_in = const_cast<Bytef*>(bytes.data());  // zlib only reads it
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      if (stream_.avail_out == 0) make_room();
      deflate(&stream_, flush);
    } while (stream_.avail_out == 0);
  }

  std::vector<std::uint8_t> take() {
    out_.resize(out_.size() - stream_.avail_out);
    return std::move(out_);
  }

 private:
  void make_room() {
    const std::size_t used = out_.size(), more = std::max<std::size_t>(used, 1 << 16);
    out_.resize(used + more);
    stream_.next_out = &out_[used];
    stream_.avail_out = static_cast<uInt>(more);
  }

  z_stream stream_{};
  std::vector<std::uint8_t> out_;
};

// The rows as PNG wants them, unfiltered. In a palette's rows runs are all that is looked for, so that nothing is lost
// where zlib forgets what came before; otherwise it would move a table that nobody reads with every 32 KiB.
std::vector<std::uint8_t> deflated(const Bitmap& bitmap) {
  const bool has_palette = !bitmap.palette.empty();
  const std::size_t stride = static_cast<std::size_t>(bitmap.width) * (has_palette ? 1 : 3);
  constexpr std::size_t kAtOnce = 60'000;  // within the 64 KiB that zlib reads before it moves anything
  const std::size_t rows_at_once = std::max<std::size_t>(1, kAtOnce / (stride + 1));
  const auto height = static_cast<std::size_t>(bitmap.height);
  Deflater deflater(has_palette ? Z_RLE : Z_DEFAULT_STRATEGY);
  std::vector<std::uint8_t> rows;
  for (std::size_t y = 0; y < height;) {
    rows.clear();
    for (const std::size_t end = std::min(height, y + rows_at_once); y < end; ++y) {
      rows.push_back(PNG_FILTER_VALUE_NONE);
      rows.insert(rows.end(), &bitmap.pixels[y * stride], &bitmap.pixels[y * stride] + stride);
    }
    deflater.add(rows, y == height ? Z_FINISH : has_palette ? Z_FULL_FLUSH : Z_NO_FLUSH);
  }
  return deflater.take();
}

bool is_ascii(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// libpng's own state, and what its callbacks fill. libpng reports errors by longjmp, which must not pass over an object
// with a destructor: the functions of the section below it have none, and all that they use lives here.
struct Writer {
  png_structp png = nullptr;
  png_infop info = nullptr;
  const Bitmap* bitmap = nullptr;
  std::vector<std::uint8_t> rows;  // deflated
  std::vector<png_color> palette;
  std::vector<png_text> texts;
  std::string out;
  std::array<char, 160> error{};

  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { png_destroy_write_struct(&png, &info); }
};

[[noreturn]] void on_error(png_structp png, png_const_charp message) {
  Writer& writer = *static_cast<Writer*>(png_get_error_ptr(png));
  std::strncpy(writer.error.data(), message, writer.error.size() - 1);
  png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

void on_write(png_structp png, png_bytep bytes, std::size_t count) {
  Writer& writer = *static_cast<Writer*>(png_get_io_ptr(png));
  bool full = false;
  try {
    writer.out.append(reinterpret_cast<const char*>(bytes), count);
  } catch (const std::exception&) {
    full = true;
  }
  if (full) png_error(png, "out of memory");
}

void on_flush(png_structp) {}

void write_header(Writer& writer) {
  const auto [width, height] = std::pair(writer.bitmap->width, writer.bitmap->height);
  const int type = writer.palette.empty() ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_PALETTE;
  png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), 8, type,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (!writer.palette.empty()) {
    png_set_PLTE(writer.png, writer.info, writer.palette.data(), static_cast<int>(writer.palette.size()));
  }
  png_set_sRGB(writer.png, writer.info, PNG_sRGB_INTENT_PERCEPTUAL);
  const auto per_metre = static_cast<png_uint_32>((writer.bitmap->scale * 7'200'000 + 1270) / 2540);  // 72 dpi · scale
  png_set_pHYs(writer.png, writer.info, per_metre, per_metre, PNG_RESOLUTION_METER);
  png_set_text(writer.png, writer.info, writer.texts.data(), static_cast<int>(writer.texts.size()));
  png_write_info(writer.png, writer.info);
}

void write_picture(Writer& writer) {
  write_header(writer);
  png_write_chunk(writer.png, reinterpret_cast<png_const_bytep>("IDAT"), writer.rows.data(), writer.rows.size());
  png_write_chunk(writer.png, reinterpret_cast<png_const_bytep>("IEND"), nullptr, 0);
}

// False after an error, which `writer.error` then names.
bool try_to_write(Writer& writer) {
  if (setjmp(png_jmpbuf(writer.png)) != 0) return false;
  write_picture(writer);
  return true;
}

void prepare(Writer& writer, const PngText& text) {
  for (const Rgb& colour : writer.bitmap->palette) writer.palette.push_back({colour.r, colour.g, colour.b});
  for (const auto& [keyword, words] : text) {
    if (words.empty()) continue;
    png_text entry{};
    entry.compression = is_ascii(words) ? PNG_TEXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_NONE;
    entry.key = const_cast<char*>(keyword.c_str());  // libpng copies both
    entry.text = const_cast<char*>(words.c_str());
    writer.texts.push_back(entry);
  }
  writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer, on_error, on_warning);
  if (writer.png != nullptr) writer.info = png_create_info_struct(writer.png);
  if (writer.info == nullptr) throw EnvironmentError(Fault::out_of_memory, "There is no memory to write the picture.");
  png_set_write_fn(writer.png, &writer, on_write, on_flush);
}

std::string write(const Bitmap& bitmap, const PngText& text) {
  Writer writer;
  writer.bitmap = &bitmap;
  prepare(writer, text);
  writer.rows = deflated(bitmap);
  if (!try_to_write(writer)) {
    throw EnvironmentError(Fault::internal,
                           std::string("The picture cannot be written as PNG: ") + writer.error.data() + ".");
  }
  return std::move(writer.out);
}

}  // namespace

std::string encode_png(const Bitmap& bitmap, const PngText& text) {
  if (!bitmap.palette.empty()) return write(bitmap, text);
  const std::optional<Bitmap> small = with_palette(bitmap);
  return write(small ? *small : bitmap, text);
}

}  // namespace perigee
