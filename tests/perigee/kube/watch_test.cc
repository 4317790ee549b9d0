#include "perigee/kube/watch.h"

#include <gtest/gtest.h>

#include <cstddef>

namespace perigee::kube {
namespace {

std::string event(const std::string& type, const std::string& name, int version, const std::string& more = "") {
  return R"({"type":")" + type + R"(","object":{"metadata":{"name":")" + name + R"(","resourceVersion":")" +
         std::to_string(version) + R"(","managedFields":[{"a":1}]})" + more + "}}\n";
}

// The events of a text that arrives in pieces of `size` bytes.
struct Arrived {
  std::vector<WatchEvent> events;
  std::optional<ApiError> error;
};
Arrived in_pieces(std::string_view text, std::size_t size) {
  WatchDecoder decoder;
  Arrived arrived;
  for (std::size_t at = 0; at < text.size(); at += size)
    for (auto& one : decoder.write(text.substr(at, size))) arrived.events.push_back(std::move(one));
  arrived.error = decoder.error();
  return arrived;
}

const std::string kStream = event("ADDED", "a", 1) + event("MODIFIED", "é", 2, R"(,"spec":{"text":"a\nb{}\\"})") +
                            "\n" + event("DELETED", "a", 3) +
                            R"({"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}})" + "\r\n";

TEST(WatchDecoder, ReadsEveryKindOfEvent) {
  const auto arrived = in_pieces(kStream, kStream.size());
  ASSERT_EQ(arrived.events.size(), 4u);
  EXPECT_EQ(arrived.events[0].type, WatchEvent::Type::added);
  EXPECT_EQ(arrived.events[1].object.name, "é");
  EXPECT_EQ(arrived.events[2].type, WatchEvent::Type::deleted);
  EXPECT_EQ(arrived.events[3].object.resource_version, 9u);
  EXPECT_EQ(arrived.events[0].object.json, R"({"metadata":{"name":"a","resourceVersion":"1"}})");
  EXPECT_FALSE(arrived.error);
}

TEST(WatchDecoder, DoesNotCareWhereThePiecesAreCut) {
  const auto whole = in_pieces(kStream, kStream.size());
  for (std::size_t size = 1; size < kStream.size(); ++size) EXPECT_EQ(in_pieces(kStream, size).events, whole.events);
  for (std::size_t cut = 0; cut <= kStream.size(); ++cut) {
    WatchDecoder decoder;
    auto events = decoder.write(std::string_view(kStream).substr(0, cut));
    for (auto& one : decoder.write(std::string_view(kStream).substr(cut))) events.push_back(std::move(one));
    EXPECT_EQ(events, whole.events) << cut;
  }
}

TEST(WatchDecoder, HasNoLongestLine) {
  const std::string large(40u << 20, 'x');
  const auto arrived = in_pieces(event("ADDED", "a", 1, R"(,"data":")" + large + '"') + event("ADDED", "b", 2), 16384);
  ASSERT_EQ(arrived.events.size(), 2u);
  EXPECT_GT(arrived.events[0].object.json.size(), large.size());
}

TEST(WatchDecoder, SaysNothingOfALineThatIsCutOff) {
  const auto arrived = in_pieces(event("ADDED", "a", 1) + R"({"type":"ADDED","object":{"metada)", 7);
  EXPECT_EQ(arrived.events.size(), 1u);
  EXPECT_FALSE(arrived.error);
}

TEST(WatchDecoder, TakesAnErrorEventForTheEnd) {
  const auto arrived =
      in_pieces(event("ADDED", "a", 1) +
                    R"({"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}})"
                    "\n" +
                    event("ADDED", "b", 2),
                5);
  EXPECT_EQ(arrived.events.size(), 1u);
  ASSERT_TRUE(arrived.error);
  EXPECT_TRUE(arrived.error->is_gone());
  EXPECT_EQ(arrived.error->reason, "Expired");
}

TEST(WatchDecoder, GivesUpAtALineThatMakesNoSense) {
  for (const char* line : {"x", "{}", R"({"type":"ADDED"})", R"({"type":"ADDED","object":{"metadata":{"name":"a"}}})",
                           R"({"type":"ODD","object":{"metadata":{"name":"a","resourceVersion":"1"}}})",
                           R"({"type":"ADDED","object":{"metadata":{"resourceVersion":"1"}}})",
                           R"({"type":"ERROR","object":{}})", "<html>502</html>"}) {
    const auto arrived = in_pieces(std::string(line) + "\n" + event("ADDED", "b", 2), 3);
    EXPECT_TRUE(arrived.events.empty()) << line;
    ASSERT_TRUE(arrived.error) << line;
    EXPECT_EQ(arrived.error->kind, ApiError::Kind::malformed) << line;
  }
}

}  // namespace
}  // namespace perigee::kube
