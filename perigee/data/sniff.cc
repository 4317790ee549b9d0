#include "perigee/data/sniff.h"

#include <algorithm>
#include <array>
#include <string>

#include "perigee/base/text.h"
#include "perigee/data/loader.h"
#include "perigee/data/refusal.h"

namespace perigee {
namespace {

struct Magic {
  std::string_view bytes, name;
};

constexpr std::array<Magic, 6> kCompressed = {{{"\x1F\x8B", "gzip"},
                                               {"PK\x03\x04", "zip"},
                                               {"BZh", "bzip2"},
                                               {"\xFD"
                                                "7zXZ",
                                                "xz"},
                                               {"\x28\xB5\x2F\xFD", "zstd"},
                                               {"7z\xBC\xAF", "7-zip"}}};

// A byte order mark, or ASCII with a NUL beside every character.
bool is_utf16(std::string_view head) {
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;
  if (head.size() < 4) return false;
  const auto is_nul = [&](std::size_t i) { return head[i] == '\0'; };
  const bool little = !is_nul(0) && is_nul(1) && !is_nul(2) && is_nul(3);
  const bool big = is_nul(0) && !is_nul(1) && is_nul(2) && !is_nul(3);
  return little || big;
}

bool ends_with_any(std::string_view path, std::initializer_list<std::string_view> suffixes) {
  return std::any_of(suffixes.begin(), suffixes.end(), [&](std::string_view suffix) { return path.ends_with(suffix); });
}

// An object whose line ends with it, and another one after: one object a line.
bool is_ndjson(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  const std::string_view first = trim(text.substr(0, end)), rest = trim(text.substr(end));
  return first.ends_with('}') && rest.starts_with('{');
}

}  // namespace

std::optional<Problem> refuse_encoding(std::string_view head) {
  for (const Magic& magic : kCompressed) {
    if (!head.starts_with(magic.bytes)) continue;
    return Problem{std::string(code::kCompressed),
                   {},
                   "The file is compressed (" + std::string(magic.name) + ").",
                   "Unpack it first.",
                   1,
                   1};
  }
  if (!is_utf16(head)) return std::nullopt;
  return Problem{std::string(code::kUtf16), {}, "The file is written in UTF-16.", "Save it as UTF-8.", 1, 1};
}

DataFormat format_of(std::string_view path, std::string_view first_bytes) {
  const std::string name = lower(path);
  if (ends_with_any(name, {".csv", ".tsv", ".txt"})) return DataFormat::csv;
  if (ends_with_any(name, {".ndjson", ".jsonl"})) return DataFormat::ndjson;
  if (name.ends_with(".json")) return DataFormat::json;
  if (first_bytes.starts_with("\xEF\xBB\xBF")) first_bytes.remove_prefix(3);
  const std::string_view text = trim(first_bytes);
  if (text.starts_with('[')) return DataFormat::json;
  if (text.starts_with('{')) return is_ndjson(text) ? DataFormat::ndjson : DataFormat::json;
  return DataFormat::csv;
}

}  // namespace perigee
