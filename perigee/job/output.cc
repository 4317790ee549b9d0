#include "perigee/job/output.h"

#include <algorithm>
#include <array>

#include "perigee/base/text.h"
#include "perigee/schema/check.h"
#include "perigee/schema/member.h"

namespace perigee {
namespace {

constexpr std::array<std::string_view, 4> kFormats = {"png", "svg", "json", "csv"};
constexpr std::array<std::string_view, 2> kThemes = {"light", "dark"};

template <std::size_t n>
std::size_t index_of(const std::array<std::string_view, n>& words, std::string_view word) {
  return static_cast<std::size_t>(std::find(words.begin(), words.end(), word) - words.begin());
}

template <std::size_t n>
Param choice(std::string name, std::string help, const std::array<std::string_view, n>& words,
             std::string_view initial) {
  Param param = describe_member(std::string(initial), std::move(name), std::move(help));
  param.kind = Kind::enumeration;
  param.choices.assign(words.begin(), words.end());
  return param;
}

Param between(int initial, std::string name, std::string help, int least, int most) {
  Param param = describe_member(initial, std::move(name), std::move(help));
  param.range = Range{static_cast<double>(least), static_cast<double>(most)};
  return param;
}

bool is_pixels(OutputFormat format) { return format == OutputFormat::png || format == OutputFormat::svg; }

std::int64_t pixels_of(const Output& output) {
  const int height = output.height == 0 ? kUsualHeight : output.height;
  return std::int64_t{output.width} * output.scale * height * output.scale;
}

}  // namespace

std::string_view word(OutputFormat format) { return kFormats[static_cast<std::size_t>(format)]; }
std::string_view word(ThemeName theme) { return kThemes[static_cast<std::size_t>(theme)]; }

std::optional<OutputFormat> output_format_of(std::string_view word) {
  const std::size_t index = index_of(kFormats, word);
  if (index == kFormats.size()) return std::nullopt;
  return static_cast<OutputFormat>(index);
}

std::string_view content_type(OutputFormat format) {
  static constexpr std::array<std::string_view, 4> kTypes = {"image/png", "image/svg+xml", "application/json",
                                                             "text/csv; charset=utf-8"};
  return kTypes[static_cast<std::size_t>(format)];
}

const std::vector<Param>& output_params() {
  static const std::vector<Param> params = [] {
    const Output initial;
    return std::vector<Param>{
        choice("format", "a picture (png, svg) or the table that was drawn (json, csv)", kFormats,
               word(initial.format)),
        between(initial.width, "width", "width in logical pixels", kMinWidth, kMaxWidth),
        between(initial.height, "height", "height in logical pixels, from 200; 0 for what the chart needs", 0,
                kMaxHeight),
        between(initial.scale, "scale", "device pixels per logical pixel", kMinScale, kMaxScale),
        choice("theme", "colours for a light or a dark page", kThemes, word(initial.theme)),
        describe_member(initial.title, "title", "title in place of the finding; empty for the finding"),
    };
  }();
  return params;
}

Output output_of(const Values& values) {
  const auto integer = [&](const char* name, int initial) {
    const auto found = values.find(name);
    return found == values.end() ? initial : held_by<int>(found->second);
  };
  const auto text = [&](const char* name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : held_by<std::string>(found->second);
  };
  Output output;
  output.format = output_format_of(text("format")).value_or(output.format);
  output.width = integer("width", output.width);
  output.height = integer("height", output.height);
  output.scale = integer("scale", output.scale);
  output.theme = text("theme") == word(ThemeName::dark) ? ThemeName::dark : ThemeName::light;
  output.title = text("title");
  return output;
}

Values values_of(const Output& output) {
  return {{"format", std::string(word(output.format))}, {"width", std::int64_t{output.width}},
          {"height", std::int64_t{output.height}},      {"scale", std::int64_t{output.scale}},
          {"theme", std::string(word(output.theme))},   {"title", output.title}};
}

Problems check(const Output& output) {
  const auto checked = check(output_params(), {}, values_of(output), "/output");
  Problems problems = checked ? Problems{} : checked.problems();
  if (output.height > 0 && output.height < kMinHeight) problems.push_back(low_height(std::to_string(output.height)));
  if (problems.empty() && is_pixels(output.format) && pixels_of(output) > kMaxPixels)
    problems.push_back(too_many_pixels(grouped(pixels_of(output))));
  return problems;
}

Problem low_height(std::string_view height) {
  return {"out-of-range",
          "/output/height",
          "'height' is " + std::string(height) + ", which is not allowed.",
          "Choose a value from " + std::to_string(kMinHeight) + " to " + std::to_string(kMaxHeight) +
              ", or 0 for what the chart needs.",
          {},
          {}};
}

Problem too_many_pixels(std::string_view pixels) {
  return {"too-many-pixels",
          "/output/scale",
          "The picture would have " + std::string(pixels) + " pixels (width × height × scale²); " +
              grouped(kMaxPixels) + " are allowed.",
          "Lower 'scale', 'width' or 'height'.",
          {},
          {}};
}

int greatest_height(const Output& output) {
  const std::int64_t width = std::int64_t{output.width} * output.scale * output.scale;
  return static_cast<int>(std::min<std::int64_t>(kMaxHeight, kMaxPixels / width));
}

}  // namespace perigee
