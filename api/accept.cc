#include "api/accept.h"

#include <charconv>
#include <string>
#include <vector>

#include "perigee/base/text.h"

namespace perigee::api {
namespace {

struct MediaRange {
  std::string type;
  double quality = 1;
};

// "0.8" of ";q=0.8"; a weight that can't be read counts as 1.
double quality_of(const std::vector<std::string_view>& pieces) {
  double quality = 1;
  for (const std::string_view piece : pieces) {
    const std::string_view parameter = trim(piece);
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
    const std::string_view weight = parameter.substr(2);
    std::from_chars(weight.data(), weight.data() + weight.size(), quality);
  }
  return quality;
}

std::vector<MediaRange> ranges_of(std::string_view accept) {
  std::vector<MediaRange> ranges;
  for (const std::string_view one : split(accept, ',')) {
    const auto pieces = split(one, ';');
    if (const std::string type = lower(trim(pieces.front())); !type.empty())
      ranges.push_back({type, quality_of(pieces)});
  }
  return ranges;
}

// 3: the type itself, 2: "image/*", 1: "*/*", 0: another type.
int exactness(const std::string& range, std::string_view type) {
  if (range == type) return 3;
  if (range == "*/*") return 1;
  const std::string_view family = type.substr(0, type.find('/') + 1);
  return range.ends_with("/*") && range.size() == family.size() + 1 && range.starts_with(family) ? 2 : 0;
}

double liking(const std::vector<MediaRange>& ranges, std::string_view type) {
  double quality = 0;
  int best = 0;
  for (const MediaRange& range : ranges)
    if (const int exact = exactness(range.type, type); exact > best) best = exact, quality = range.quality;
  return quality;
}

}  // namespace

std::optional<std::size_t> preferred(std::string_view accept, std::span<const std::string_view> offers) {
  const auto ranges = ranges_of(accept);
  if (ranges.empty()) return offers.empty() ? std::nullopt : std::optional<std::size_t>(0);
  std::optional<std::size_t> chosen;
  double most = 0;
  for (std::size_t at = 0; at < offers.size(); ++at)
    if (const double quality = liking(ranges, offers[at].substr(0, offers[at].find(';'))); quality > most)
      most = quality, chosen = at;
  return chosen;
}

}  // namespace perigee::api
