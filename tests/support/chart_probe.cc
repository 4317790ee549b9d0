// Draws the sample charts into a folder, to be looked at: chart_probe FOLDER [width height scale light|dark]
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string_view>

#include "perigee/draw/render.h"
#include "tests/support/sample_charts.h"

namespace {

perigee::Output output_of(int count, char** words) {
  perigee::Output output;
  if (count > 2) output.width = std::atoi(words[2]);
  if (count > 3) output.height = std::atoi(words[3]);
  if (count > 4) output.scale = std::atoi(words[4]);
  if (count > 5 && std::string_view(words[5]) == "dark") output.theme = perigee::ThemeName::dark;
  return output;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::cerr << "usage: chart_probe FOLDER [width height scale light|dark]\n";
    return EXIT_FAILURE;
  }
  const perigee::Output output = output_of(count, words);
  for (const auto& [name, chart] : perigee::sample::charts()) {
    const perigee::Rendered picture = perigee::render(chart, output, {"chart_probe", "", ""});
    const std::string path = std::string(words[1]) + "/" + name + ".png";
    std::ofstream(path, std::ios::binary) << picture.bytes;
    std::cout << path << " " << picture.width << "x" << picture.height << " " << picture.bytes.size() << " bytes\n";
  }
}
