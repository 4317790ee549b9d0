#include "api/archive.h"

#include <gtest/gtest.h>

#include "tests/api/zip_file.h"

namespace perigee::api {
namespace {

using testing::deflated;
using testing::zip;

struct Unpacked {
  std::string name, bytes, problem;
};

Unpacked unpack(const std::string& file, std::string_view wanted = "", std::uint64_t most = 100 << 20) {
  Spool spool("");
  spool.write(file);
  Unpacked out;
  const auto name =
      read_csv(spool, wanted, {most}, [&](std::string_view piece) { return out.bytes.append(piece), true; });
  if (name) out.name = *name;
  if (!name) out.problem = name.problems().front().what;
  return out;
}

TEST(Archive, PassesAPlainFileOn) { EXPECT_EQ(unpack("a,b\n1,2\n").bytes, "a,b\n1,2\n"); }

TEST(Archive, UnpacksGzip) { EXPECT_EQ(unpack(deflated("a,b\n1,2\n", MAX_WBITS + 16)).bytes, "a,b\n1,2\n"); }

TEST(Archive, ChoosesTheLargestCsvOfAZip) {
  const auto out =
      unpack(zip({{"readme.txt", std::string(99, 'x')}, {"a.csv", "a\n1\n"}, {"folder/b.CSV", "a\n1\n2\n"}}));
  EXPECT_EQ(out.name, "b.CSV");
  EXPECT_EQ(out.bytes, "a\n1\n2\n");
}

TEST(Archive, ChoosesByNameWhenAsked) {
  EXPECT_EQ(unpack(zip({{"a.csv", "a\n1\n"}, {"b.csv", "a\n1\n2\n"}}), "a.csv").bytes, "a\n1\n");
}

TEST(Archive, NeverUsesANameAsAPath) {
  const auto out = unpack(zip({{"../../etc/passwd.csv", "a\n1\n"}}));
  EXPECT_EQ(out.name, "passwd.csv");
  EXPECT_EQ(out.bytes, "a\n1\n");
}

TEST(Archive, RefusesBombsByRatioAndBySize) {
  const std::string zeros(30 << 20, '0');
  EXPECT_NE(unpack(zip({{"a.csv", zeros}})).problem.find("200 times"), std::string::npos);
  EXPECT_NE(unpack("a\n1\n2\n3\n", "", 4).problem.find("more than 4 bytes"), std::string::npos);
}

TEST(Archive, RefusesDamageEncryptionAndAnArchiveWithoutCsv) {
  std::string damaged = zip({{"a.csv", "a\n1\n2\n3\n4\n5\n"}});
  damaged[40] = static_cast<char>(damaged[40] ^ 0x55);
  EXPECT_NE(unpack(damaged).problem, "");
  EXPECT_NE(unpack(zip({{"a.csv", "a\n1\n"}}, 1)).problem.find("encrypted"), std::string::npos);
  EXPECT_NE(unpack(zip({{"a.txt", "a\n1\n"}})).problem.find("no CSV"), std::string::npos);
}

TEST(Archive, SurvivesEveryTruncation) {
  const std::string whole = zip({{"a.csv", "a\n1\n2\n3\n4\n5\n"}});
  for (std::size_t size = 5; size < whole.size(); ++size) EXPECT_NE(unpack(whole.substr(0, size)).problem, "") << size;
}

}  // namespace
}  // namespace perigee::api
