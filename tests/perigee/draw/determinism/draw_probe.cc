// Prints a fingerprint of the pixels of scenes and of the example of every analysis, one a line, so that two builds can
// be compared: draw_probe FOLDER, where the folder holds the samples.
#include <cstdlib>
#include <iostream>

#include "perigee/base/sha256.h"
#include "perigee/catalog/registry.h"
#include "perigee/catalog/run.h"
#include "perigee/data/loader.h"
#include "perigee/draw/canvas.h"
#include "perigee/draw/svg.h"
#include "perigee/layout/layout.h"
#include "tests/perigee/draw/scenes.h"

namespace perigee {
namespace {

std::string fingerprint(const Bitmap& bitmap) {
  Sha256 hash;
  for (int y = 0; y < bitmap.height; ++y) {
    for (int x = 0; x < bitmap.width; ++x) {
      const Rgb colour = bitmap.at(x, y);
      const char bytes[] = {static_cast<char>(colour.r), static_cast<char>(colour.g), static_cast<char>(colour.b)};
      hash.add({bytes, sizeof bytes});
    }
  }
  return hash.hex();
}

void print(const std::string& name, const Scene& scene, ThemeName theme) {
  std::cout << name << ' ' << word(theme) << ' ' << scene.width << 'x' << scene.height << " pixels "
            << fingerprint(paint(scene, theme)) << " svg " << sha256_hex(encode_svg(scene, theme)) << '\n';
}

// Ends the program with the problems, if there are any.
template <typename T>
T or_fail(Result<T> result) {
  if (result) return *std::move(result);
  std::cerr << to_string(result.problems()) << '\n';
  std::exit(EXIT_FAILURE);
}

void print_scenes() {
  for (const ThemeName theme : {ThemeName::light, ThemeName::dark}) {
    for (const int scale : {1, 2, 3}) print("gallery", gallery_scene(scale), theme);
    print("timeline-like", timeline_scene(800, 450, 2), theme);
    print("colourful", colourful_scene(), theme);
  }
}

void print_analysis(const Analysis& analysis, const std::string& samples) {
  const Loaded data = or_fail(load_file(samples + "/" + analysis.sample + ".csv"));
  JobSpec spec;
  spec.analysis = analysis.name;
  spec.parameters = analysis.example;
  const auto bindings = or_fail(bind_columns(spec, data.report.columns));
  const DatasetFacts facts = facts_of(spec, "a sample", "00000000", data.report.rows, data.report.columns);
  const Chart chart = or_fail(run_analysis(spec, bindings, data.table, facts));
  for (const ThemeName theme : {ThemeName::light, ThemeName::dark}) {
    Output output;
    output.theme = theme;
    print(analysis.name, layout(chart, output), theme);
  }
}

}  // namespace
}  // namespace perigee

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: draw_probe FOLDER\n";
    return EXIT_FAILURE;
  }
  perigee::print_scenes();
  for (const perigee::Analysis& analysis : perigee::registry()) perigee::print_analysis(analysis, words[1]);
}
