// Writes ZIP archives for tests: deflated entries, one after the other.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace perigee::testing {

inline std::string deflated(const std::string& bytes, int window = -MAX_WBITS) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  std::string in = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value & 255);
}

inline std::string zip(const std::vector<std::pair<std::string, std::string>>& files, unsigned flags = 0) {
  std::string out, directory;
  for (const auto& [name, bytes] : files) {
    const std::string packed = deflated(bytes);
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    std::string common;
    put(common, 20, 2), put(common, flags, 2), put(common, 8, 2), put(common, 0, 4), put(common, crc, 4);
    put(common, packed.size(), 4), put(common, bytes.size(), 4), put(common, name.size(), 2), put(common, 0, 2);
    put(directory, 0x02014b50, 4), put(directory, 20, 2);
    directory += common;
    put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 4),
        put(directory, out.size(), 4);
    directory += name;
    put(out, 0x04034b50, 4);
    out += common + name + packed;
  }
  const std::size_t offset = out.size();
  out += directory;
  put(out, 0x06054b50, 4), put(out, 0, 4), put(out, files.size(), 2), put(out, files.size(), 2);
  put(out, directory.size(), 4), put(out, offset, 4), put(out, 0, 2);
  return out;
}

}  // namespace perigee::testing
