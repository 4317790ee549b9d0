#include "api/archive.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <vector>

#include "perigee/base/text.h"

namespace perigee::api {
namespace {

using Take = std::function<bool(std::string_view)>;

constexpr std::uint32_t kEndMark = 0x06054b50, kEntryMark = 0x02014b50, kLocalMark = 0x04034b50;
constexpr std::size_t kEndBytes = 22, kEntryBytes = 46, kLocalBytes = 30, kMaxComment = 65'535;
constexpr std::size_t kMaxDirectoryBytes = std::size_t{4} << 20;
constexpr std::size_t kPiece = std::size_t{256} * 1024;
constexpr std::uint64_t kRatioGrace = std::uint64_t{1} << 20;
constexpr int kRawDeflate = -MAX_WBITS, kGzip = MAX_WBITS + 16;

struct Entry {
  std::string name;
  unsigned method = 0, flags = 0;
  std::uint32_t crc = 0;
  std::uint64_t packed = 0, unpacked = 0, local_offset = 0;
};

Problem bad(std::string what) {
  return {"bad-archive", "", std::move(what), "Unpack it and send the CSV file itself.", {}, {}};
}

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint32_t value = 0;
  for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Bytes on their way out: counted, summed and bounded.
class Sink {
 public:
  Sink(const Take& take, ArchiveLimits limits) : take_(take), limits_(limits) {}

  // False: a limit was hit (`problem`) or the taker wants no more.
  bool put(std::string_view bytes, std::uint64_t packed_so_far) {
    total_ += bytes.size();
    if (total_ > limits_.max_bytes)
      return refuse("The archive unpacks to more than " + std::to_string(limits_.max_bytes) + " bytes.");
    if (total_ > kRatioGrace && total_ / std::max<std::uint64_t>(packed_so_far, 1) > limits_.max_ratio)
      return refuse("The archive unpacks to more than 200 times its size.");
    crc_ = static_cast<std::uint32_t>(
        ::crc32(crc_, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
    ended_ = !take_(bytes);
    return !ended_;
  }
  const std::optional<Problem>& problem() const { return problem_; }
  bool ended() const { return ended_; }
  std::uint64_t total() const { return total_; }
  std::uint32_t crc() const { return crc_; }

 private:
  bool refuse(std::string what) {
    problem_ = bad(std::move(what));
    return false;
  }
  const Take& take_;
  ArchiveLimits limits_;
  std::uint64_t total_ = 0;
  std::uint32_t crc_ = 0;
  bool ended_ = false;
  std::optional<Problem> problem_;
};

class Inflater {
 public:
  explicit Inflater(int window) { ok_ = ::inflateInit2(&stream_, window) == Z_OK; }
  ~Inflater() { ::inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // False: broken, or the sink wants no more.
  bool feed(std::string& packed, Sink& sink) {
    stream_.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream_.avail_in = static_cast<uInt>(packed.size());
    std::string piece(kPiece, '\0');
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(piece.data());
      stream_.avail_out = static_cast<uInt>(piece.size());
      const int state = ::inflate(&stream_, Z_NO_FLUSH);
      if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) return ok_ = false;
      done_ = state == Z_STREAM_END;
      const std::size_t made = piece.size() - stream_.avail_out;
      if (made > 0 && !sink.put(std::string_view(piece).substr(0, made), stream_.total_in)) return false;
    } while (!done_ && (stream_.avail_in > 0 || stream_.avail_out == 0));
    return true;
  }
  bool ok() const { return ok_; }
  bool done() const { return done_; }

 private:
  z_stream stream_{};
  bool ok_ = false, done_ = false;
};

std::optional<Problem> unpack(const Spool& file, std::uint64_t begin, std::uint64_t size, int window, Sink& sink) {
  Inflater inflater(window);
  for (std::uint64_t at = 0; at < size && inflater.ok() && !inflater.done();) {
    std::string packed = file.read(begin + at, static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, size - at)));
    if (packed.empty()) break;
    at += packed.size();
    if (!inflater.feed(packed, sink) && (sink.ended() || sink.problem())) return sink.problem();
  }
  if (!inflater.ok() || !inflater.done()) return bad("The archive is damaged or incomplete.");
  return std::nullopt;
}

std::optional<Problem> copy(const Spool& file, std::uint64_t begin, std::uint64_t size, Sink& sink) {
  for (std::uint64_t at = 0; at < size;) {
    const std::string piece =
        file.read(begin + at, static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, size - at)));
    if (piece.empty()) return bad("The archive is incomplete.");
    at += piece.size();
    if (!sink.put(piece, at)) return sink.problem();
  }
  return std::nullopt;
}

// The end record lies within the last 64 KiB: behind it there is only a comment.
std::optional<std::string> find_end(const Spool& file) {
  const std::uint64_t size = std::min<std::uint64_t>(file.size(), kEndBytes + kMaxComment);
  const std::string tail = file.read(file.size() - size, static_cast<std::size_t>(size));
  for (std::size_t at = tail.size(); at-- > 0;)
    if (at + kEndBytes <= tail.size() && number(tail, at, 4) == kEndMark) return tail.substr(at, kEndBytes);
  return std::nullopt;
}

Result<std::vector<Entry>> read_directory(const Spool& file) {
  const auto end = find_end(file);
  if (!end) return bad("The archive has no directory.");
  const std::size_t size = number(*end, 12, 4), offset = number(*end, 16, 4);
  if (size > kMaxDirectoryBytes) return bad("The archive has more entries than a data set has.");
  const std::string directory = file.read(offset, size);
  std::vector<Entry> entries;
  for (std::size_t at = 0; at + kEntryBytes <= directory.size() && number(directory, at, 4) == kEntryMark;) {
    const std::size_t name = number(directory, at + 28, 2);
    const std::size_t next = at + kEntryBytes + name + number(directory, at + 30, 2) + number(directory, at + 32, 2);
    if (next > directory.size()) return bad("The archive's directory is damaged.");
    entries.push_back({directory.substr(at + kEntryBytes, name), number(directory, at + 10, 2),
                       number(directory, at + 8, 2), number(directory, at + 16, 4), number(directory, at + 20, 4),
                       number(directory, at + 24, 4), number(directory, at + 42, 4)});
    at = next;
  }
  return entries;
}

bool is_csv(const Entry& entry) { return lower(entry.name).ends_with(".csv"); }

std::string_view base_name(std::string_view path) { return path.substr(path.find_last_of("/\\") + 1); }

Result<Entry> choose(std::vector<Entry> entries, std::string_view wanted) {
  std::erase_if(entries, [&](const Entry& entry) {
    return !is_csv(entry) || (!wanted.empty() && base_name(entry.name) != wanted);
  });
  if (entries.empty() && wanted.empty()) return bad("The archive holds no CSV file.");
  if (entries.empty()) return bad("The archive holds no file '" + std::string(wanted) + "'.");
  return *std::ranges::max_element(entries, {}, &Entry::unpacked);
}

std::optional<Problem> read_entry(const Spool& file, const Entry& entry, Sink& sink) {
  if ((entry.flags & 1) != 0) return bad("The archive is encrypted.");
  if (entry.unpacked == 0xFFFFFFFF || entry.packed == 0xFFFFFFFF) return bad("The archive is of the 64-bit kind.");
  if (entry.method != 0 && entry.method != 8) return bad("The archive is packed in a way that is not read here.");
  const std::string local = file.read(entry.local_offset, kLocalBytes);
  if (local.size() < kLocalBytes || number(local, 0, 4) != kLocalMark) return bad("The archive is damaged.");
  const std::uint64_t begin = entry.local_offset + kLocalBytes + number(local, 26, 2) + number(local, 28, 2);
  auto problem =
      entry.method == 8 ? unpack(file, begin, entry.packed, kRawDeflate, sink) : copy(file, begin, entry.packed, sink);
  if (problem || sink.ended()) return problem;
  if (sink.total() != entry.unpacked || sink.crc() != entry.crc)
    return bad("The archive is damaged: a checksum differs.");
  return std::nullopt;
}

}  // namespace

Result<std::string> read_csv(const Spool& file, std::string_view wanted, ArchiveLimits limits, const Take& take) {
  Sink sink(take, limits);
  const std::string magic = file.read(0, 4);
  std::string name(wanted);
  std::optional<Problem> problem;
  if (magic.size() == 4 && (number(magic, 0, 4) == kLocalMark || number(magic, 0, 4) == kEndMark)) {
    auto entries = read_directory(file);
    if (!entries) return entries.problems();
    const auto entry = choose(*std::move(entries), wanted);
    if (!entry) return entry.problems();
    name = base_name(entry->name);
    problem = read_entry(file, *entry, sink);
  } else if (magic.starts_with("\x1f\x8b")) {
    problem = unpack(file, 0, file.size(), kGzip, sink);
  } else {
    problem = copy(file, 0, file.size(), sink);
  }
  if (problem) return *problem;
  return name;
}

}  // namespace perigee::api
