// Reads the #includes of the whole tree and holds the layering of docs/architecture.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Layers = std::set<std::string>;

const fs::path kRoot = PERIGEE_SOURCE_DIR;

// What each layer may include, beside itself. The right-hand side is closed: nothing is inherited.
const std::map<std::string, Layers> kMayInclude = {
    {"base", {}},
    {"kube", {"base"}},
    {"schema", {"base"}},
    {"data", {"base"}},
    {"job", {"base", "schema"}},
    {"stat", {"base", "data"}},
    {"chart", {"base", "data"}},
    {"layout", {"base", "data", "job", "chart"}},
    {"draw", {"base", "data", "job", "chart", "layout"}},
    {"store", {"base", "schema", "data", "job"}},
    {"catalog", {"base", "schema", "data", "job", "chart"}},
    {"picture", {"base", "schema", "data", "job", "chart", "catalog", "draw", "store"}},
    {"analyses", {"base", "schema", "data", "job", "chart", "catalog", "stat"}},
};

const Layers kPrograms = {"api", "controller", "runner"};

// Headers that cost seconds or belong behind one door, and the only places that may open it.
const std::map<std::string, Layers> kOnlyIn = {
    {"httplib.h", {"api/server.cc", "controller/probes.cc"}},
    {"hiredis", {"perigee/store"}},
    {"png.h", {"perigee/draw/png.cc"}},
    {"stb/stb_truetype.h", {"perigee/layout/font.cc"}},
    {"spdlog", {"perigee/base/log.cc"}},
    {"curl/curl.h", {"api", "perigee/kube/transfer"}},
    {"yaml-cpp", {"perigee/kube/kubeconfig.cc"}},
};

struct Include {
  std::string file, included;  // relative to the root; as written
};

std::vector<Include> includes_under(const std::string& folder) {
  static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  std::vector<Include> found;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cc") continue;
    std::ifstream in(entry.path());
    std::smatch match;
    for (std::string line; std::getline(in, line);)
      if (std::regex_search(line, match, pattern)) found.push_back({fs::relative(entry.path(), kRoot), match[1]});
  }
  return found;
}

// The component of a path, counted from 0; empty when there are fewer.
std::string part(const std::string& path, int index) {
  const fs::path whole(path);
  for (const auto& component : whole)
    if (index-- == 0) return component;
  return {};
}

TEST(Layers, EachIncludesOnlyWhatLiesBelowIt) {
  for (const auto& [file, included] : includes_under("perigee")) {
    if (part(included, 0) != "perigee") continue;
    const std::string from = part(file, 1), to = part(included, 1);
    ASSERT_TRUE(kMayInclude.contains(from)) << file << " lies in a folder without a rule: add one to this test";
    EXPECT_TRUE(from == to || kMayInclude.at(from).contains(to)) << file << " includes " << included;
  }
}

TEST(Layers, TheLibraryIncludesNoProgram) {
  for (const auto& [file, included] : includes_under("perigee"))
    EXPECT_FALSE(kPrograms.contains(part(included, 0))) << file << " includes " << included;
}

TEST(Layers, ProgramsNeverIncludeEachOther) {
  for (const std::string& program : kPrograms)
    for (const auto& [file, included] : includes_under(program))
      EXPECT_TRUE(part(included, 0) == program || !kPrograms.contains(part(included, 0)))
          << file << " includes " << included;
}

TEST(Layers, TheControllerKnowsNoAnalysisAndDrawsNothing) {
  const Layers foreign = {"stat", "chart", "layout", "draw", "catalog", "analyses", "picture"};
  for (const auto& [file, included] : includes_under("controller"))
    EXPECT_FALSE(part(included, 0) == "perigee" && foreign.contains(part(included, 1)))
        << file << " includes " << included;
}

TEST(Layers, OnlyTheApiServesAndOnlyOneDoorLeadsToEachLibrary) {
  for (const char* folder : {"perigee", "api", "controller", "runner"})
    for (const auto& [file, included] : includes_under(folder))
      for (const auto& [library, doors] : kOnlyIn) {
        if (!included.starts_with(library)) continue;
        const bool allowed =
            std::any_of(doors.begin(), doors.end(), [&](const auto& d) { return file.starts_with(d); });
        EXPECT_TRUE(allowed) << file << " includes " << included;
      }
}

TEST(Layers, HeavyJsonStaysOutOfHeaders) {
  for (const char* folder : {"perigee", "api", "controller", "runner"})
    for (const auto& [file, included] : includes_under(folder))
      EXPECT_FALSE(file.ends_with(".h") && included == "nlohmann/json.hpp") << file << ": include json_fwd.hpp instead";
}

}  // namespace
