// What the user wants to get: the `output` member of the one shape, and its bounds.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/schema/param.h"
#include "perigee/schema/value.h"

namespace perigee {

enum class OutputFormat : std::uint8_t { png, svg, json, csv };
inline constexpr std::array kOutputFormats = {OutputFormat::png, OutputFormat::svg, OutputFormat::json,
                                              OutputFormat::csv};
enum class ThemeName : std::uint8_t { light, dark };

std::string_view word(OutputFormat format);
std::string_view word(ThemeName theme);
std::optional<OutputFormat> output_format_of(std::string_view word);

// "image/png", "image/svg+xml", "application/json", "text/csv; charset=utf-8"
std::string_view content_type(OutputFormat format);

inline constexpr int kMinWidth = 320, kMaxWidth = 4096, kMinHeight = 200, kMaxHeight = 4096, kMinScale = 1,
                     kMaxScale = 4;
inline constexpr std::int64_t kMaxPixels = 4096LL * 4096;  // width × scale × height × scale
inline constexpr int kUsualHeight = 450;                   // what a chart needs at least when it may choose

struct Output {
  OutputFormat format = OutputFormat::png;
  int width = 800;  // logical pixels
  int height = 0;   // logical pixels; 0: what the chart needs (450 for lines, by row count for bars and cells)
  int scale = 2;    // device pixels per logical pixel
  ThemeName theme = ThemeName::light;
  std::string title = {};  // replaces the finding; empty: the finding. ≤ 200 characters
  bool operator==(const Output&) const = default;
};

// The members of `output` as a description, for validation, JSON Schema, help and query strings.
const std::vector<Param>& output_params();

// The output that checked values mean; a member that is absent has its default.
Output output_of(const Values& values);
Values values_of(const Output& output);

// All bounds at once; `where` is "/output/width" and so on.
Problems check(const Output& output);

// The problems that a description of single members can not tell, in the words of every face; the number as it is
// shown.
Problem low_height(std::string_view height);
Problem too_many_pixels(std::string_view pixels);

// The greatest logical height that keeps the pixels within kMaxPixels: the limit of a chart that may choose its own.
int greatest_height(const Output& output);

}  // namespace perigee
