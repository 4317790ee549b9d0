// What the user wants to get: the `output` member of the one shape, and its bounds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "perigee/base/problem.h"

namespace perigee {

enum class OutputFormat : std::uint8_t { png, svg, json, csv };
enum class ThemeName : std::uint8_t { light, dark };

std::string_view word(OutputFormat format);
std::string_view word(ThemeName theme);
std::string_view content_type(OutputFormat format);  // "image/png", "image/svg+xml", "application/json", "text/csv; charset=utf-8"

inline constexpr int kMinWidth = 320, kMaxWidth = 4096, kMinHeight = 200, kMaxHeight = 4096, kMinScale = 1, kMaxScale = 4;
inline constexpr std::int64_t kMaxPixels = 4096LL * 4096;  // width × scale × height × scale

struct Output {
  OutputFormat format = OutputFormat::png;
  int width = 800;   // logical pixels
  int height = 0;    // logical pixels; 0: what the chart needs (450 for lines, by row count for bars and cells)
  int scale = 2;     // device pixels per logical pixel
  ThemeName theme = ThemeName::light;
  std::string title;  // replaces the finding; empty: the finding. ≤ 200 bytes
  bool operator==(const Output&) const = default;
};

// All bounds at once; `where` is "/output/width" and so on.
Problems check(const Output& output);

}  // namespace perigee
