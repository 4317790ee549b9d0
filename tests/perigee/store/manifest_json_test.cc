#include "perigee/store/manifest_json.h"

#include <gtest/gtest.h>

#include "perigee/base/error.h"

namespace perigee {
namespace {

Manifest sample() {
  Manifest manifest;
  manifest.name = "launches";
  manifest.version = "v";
  manifest.source = "file \"a\".csv";
  manifest.rows = 3;
  manifest.columns = {{"year", Type::integer, 1, 2, false, "1957", "1958", 0, {}},
                      {"firm", Type::category, 0, 70000, true, "A", "Ž", 4, {{"A", 2}, {"Ž", 1}}}};
  manifest.blocks = {{"0a", 2, {{"year", 50}, {"firm", 60}}}, {"0b", 1, {{"firm", 9}}}};
  manifest.created = 1;
  manifest.updated = 2;
  manifest.batches = {"h1", "h2"};
  return manifest;
}

TEST(ManifestJson, ReadsBackWhatItWrote) { EXPECT_EQ(parse_manifest("launches", to_json_text(sample())), sample()); }

TEST(ManifestJson, SumsTheBytesOfColumns) {
  const std::vector<std::string> columns{"firm"};
  EXPECT_EQ(sample().bytes(), 119u);
  EXPECT_EQ(sample().bytes(columns), 69u);
}

std::string refusal(const std::string& text) {
  try {
    parse_manifest("launches", text);
  } catch (const EnvironmentError& error) {
    return error.what();
  }
  return "";
}

TEST(ManifestJson, AnotherFormatSaysSo) {
  const auto sentence = refusal(R"({"format":2,"blocks":"something new"})");
  EXPECT_NE(sentence.find("dataset 'launches'"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("format 2 and this version knows format 1"), std::string::npos) << sentence;
}

TEST(ManifestJson, WhatIsNoManifestIsRefused) {
  for (const char* text : {"", "[]", "{}", R"({"format":1})", R"({"format":"1"})",
                           R"({"format":1,"version":"v","source":"","rows":1,"created":1,"updated":1,"batches":[],)"
                           R"("columns":[{"name":"a","type":"colour","missing":0,"distinct":0,"least":"","most":""}],)"
                           R"("blocks":[]})"})
    EXPECT_NE(refusal(text).find("can not be read"), std::string::npos) << text;
}

}  // namespace
}  // namespace perigee
