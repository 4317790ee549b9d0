// Writes what is generated from the analyses' descriptions: docs/analyses.md, the README's table, the
// CustomResourceDefinition and a sample AnalysisJob for each analysis.
//
//   regen SOURCE_DIRECTORY        (cmake --build build/release -t regen)
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "perigee/catalog/crd.h"
#include "perigee/catalog/manual.h"
#include "perigee/catalog/registry.h"

namespace {

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A file that says the same already keeps its time.
bool write(const std::string& path, const std::string& text) {
  if (read(path) == text) return true;
  std::printf("%s\n", path.c_str());
  std::ofstream out(path, std::ios::binary);
  return static_cast<bool>(out << text);
}

// By itself for kubectl, and once more where a chart may take files from.
bool write_crd(const std::string& root) {
  bool written = true;
  for (const char* const folder : {"/crds", "/charts/perigee/files"}) {
    std::filesystem::create_directories(root + folder);
    written &= write(root + folder + "/analysisjobs.perigee.dev.yaml", perigee::crd_yaml(perigee::registry()));
  }
  return written;
}

bool write_samples(const std::string& root) {
  bool written = true;
  for (const auto& analysis : perigee::registry())
    written &= write(root + "/samples/" + analysis.name + ".yaml", perigee::sample_yaml(analysis));
  return written;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: regen SOURCE_DIRECTORY\n", stderr);
    return 2;
  }
  const std::string root = argv[1];
  const std::string readme = root + "/README.md";
  bool written = write(root + "/docs/analyses.md", perigee::analyses_markdown(perigee::registry()));
  if (const std::string text = read(readme); !text.empty())
    written &= write(readme, perigee::with_readme_table(text, perigee::registry()));
  written &= write_crd(root);
  written &= write_samples(root);
  if (!written) std::fputs("regen: a file can not be written\n", stderr);
  return written ? 0 : 1;
}
