// The SVG as a browser shows it, beside the PNG: the same layout, with our font and with any other. Skipped where there
// is no Chromium. All charts stand below each other in one page, so that the browser is started once.
#include <gtest/gtest.h>
#include <png.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include "perigee/draw/render.h"
#include "tests/support/sample_charts.h"

namespace perigee {
namespace {

namespace fs = std::filesystem;

struct Picture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> grey;
};

Picture decoded(const std::string& png) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, png.data(), png.size())) throw std::runtime_error(image.message);
  image.format = PNG_FORMAT_GRAY;
  Picture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  picture.grey.resize(PNG_IMAGE_SIZE(image));
  png_image_finish_read(&image, nullptr, picture.grey.data(), 0, nullptr);
  return picture;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string browser() {
  for (const char* path : {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"})
    if (::access(path, X_OK) == 0) return path;
  return {};
}

// Each chart as PNG and as SVG, in both themes.
struct Pair {
  std::string name, svg;
  Picture png;
};

std::vector<Pair> pairs() {
  std::vector<Pair> made;
  for (const auto& [name, chart] : sample::charts())
    for (const ThemeName theme : {ThemeName::light, ThemeName::dark}) {
      Output output;
      output.theme = theme;
      output.scale = 1;
      Picture png = decoded(render(chart, output, {}).bytes);
      output.format = OutputFormat::svg;
      made.push_back({name + '-' + std::string(word(theme)), render(chart, output, {}).bytes, std::move(png)});
    }
  return made;
}

class SvgInBrowser : public ::testing::Test {
 protected:
  void SetUp() override {
    if (browser().empty()) GTEST_SKIP() << "no Chromium is installed";
    std::string folder = (fs::temp_directory_path() / "perigee-svg-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = folder;
  }
  void TearDown() override {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }

  // The page of all SVGs as the browser paints it.
  Picture painted(const std::vector<Pair>& charts) {
    std::ofstream page(folder_ / "page.html");
    page << "<!doctype html><style>body{margin:0}img{display:block}</style>";
    int height = 0;
    for (const Pair& chart : charts) {
      std::ofstream(folder_ / (chart.name + ".svg")) << chart.svg;
      page << "<img src=\"" << chart.name << ".svg\">";
      height += chart.png.height;
    }
    page.close();
    const std::string command = "HOME=" + folder_.string() + " timeout 60 " + browser() +
                                " --headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size=" +
                                std::to_string(charts.front().png.width) + ',' + std::to_string(height) +
                                " --screenshot=" + (folder_ / "page.png").string() + " file://" +
                                (folder_ / "page.html").string() + " >/dev/null 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return decoded(read_file(folder_ / "page.png"));
  }

  fs::path folder_;
};

double mean_grey(const Picture& picture, int left, int top, int edge) {
  double sum = 0;
  for (int y = top; y < top + edge; ++y)
    for (int x = left; x < left + edge; ++x)
      sum += picture.grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                          static_cast<std::size_t>(x)];
  return sum / (edge * edge);
}

// The share of squares whose mean grey differs by more than `allowed`; the page's begin at `top`.
double strays(const Picture& png, const Picture& page, int top, int edge, double allowed) {
  int all = 0, apart = 0;
  for (int y = 0; y + edge <= png.height; y += edge)
    for (int x = 0; x + edge <= png.width; x += edge, ++all)
      if (std::abs(mean_grey(png, x, y, edge) - mean_grey(page, x, top + y, edge)) > allowed) ++apart;
  return static_cast<double>(apart) / all;
}

void expect_alike(const std::vector<Pair>& charts, const Picture& page, int edge, double allowed, double most) {
  int top = 0;
  for (const Pair& chart : charts) {
    ASSERT_LE(top + chart.png.height, page.height) << chart.name;
    const double share = strays(chart.png, page, top, edge, allowed);
    EXPECT_LE(share, most) << chart.name;
    top += chart.png.height;
  }
}

TEST_F(SvgInBrowser, ShowsTheSamePicture) {
  const auto charts = pairs();
  expect_alike(charts, painted(charts), 8, 24, 0.005);
}

// A reader without Inter: every text still takes the place that the layout gave it.
TEST_F(SvgInBrowser, KeepsItsLayoutInAnotherFont) {
  auto charts = pairs();
  for (Pair& chart : charts) chart.svg = std::regex_replace(chart.svg, std::regex("'?Inter( Display)?'?,"), "");
  expect_alike(charts, painted(charts), 16, 40, 0.02);
}

}  // namespace
}  // namespace perigee
