// The seed corpora, replayed without a fuzzer.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/fuzz/targets.h"

namespace perigee::fuzz {
namespace {

std::size_t replay(const std::string& corpus, void (*target)(std::string_view)) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(PERIGEE_SOURCE_DIR "/tests/fuzz/corpus/" + corpus)) {
    std::ifstream file(entry.path(), std::ios::binary);
    target(std::string(std::istreambuf_iterator<char>(file), {}));
    ++files;
  }
  return files;
}

TEST(Corpus, OfCsvGivesValuesOrProblems) { EXPECT_GE(replay("csv", csv), 4u); }
TEST(Corpus, OfJsonGivesValuesOrProblems) { EXPECT_GE(replay("json", json), 3u); }
TEST(Corpus, OfColumnsGivesValuesOrProblems) { EXPECT_GE(replay("column", column), 4u); }
TEST(Corpus, OfWatchesGivesEventsOrAnError) { EXPECT_GE(replay("watch", watch), 4u); }
TEST(Corpus, OfListsGivesItemsOrAnError) { EXPECT_GE(replay("list", list), 4u); }
TEST(Corpus, OfFaultsLeavesAnInformerRight) { EXPECT_GE(replay("informer", informer), 3u); }

}  // namespace
}  // namespace perigee::fuzz
