#include "perigee/kube/list.h"

#include <gtest/gtest.h>

#include <cstddef>

namespace perigee::kube {
namespace {

std::string item(const std::string& name, int version, const std::string& more = "") {
  return R"({"metadata":{"managedFields":[{}],"name":")" + name + R"(","resourceVersion":")" + std::to_string(version) +
         R"("})" + more + "}";
}

std::string page(const std::string& items, const std::string& metadata = R"({"resourceVersion":"70"})") {
  return R"({"kind":"PodList","apiVersion":"v1","metadata":)" + metadata + R"(,"items":[)" + items + "]}\n";
}

struct Arrived {
  std::vector<Object> items;
  Reply<ListEnd> end = malformed("");
};
Arrived in_pieces(std::string_view text, std::size_t size) {
  ListDecoder decoder;
  Arrived arrived;
  for (std::size_t at = 0; at < text.size(); at += size)
    for (auto& one : decoder.write(text.substr(at, size))) arrived.items.push_back(std::move(one));
  arrived.end = decoder.finish();
  return arrived;
}

TEST(ListDecoder, GivesItemsAndTheVersionOfTheList) {
  const auto arrived = in_pieces(page(item("a", 5) + "," + item("b", 90)), 1000);
  ASSERT_EQ(arrived.items.size(), 2u);
  EXPECT_EQ(arrived.items[1].name, "b");
  EXPECT_EQ(arrived.items[0].json, R"({"metadata":{"name":"a","resourceVersion":"5"}})");
  ASSERT_TRUE(arrived.end);
  EXPECT_EQ(arrived.end->resource_version, 70u);
  EXPECT_EQ(arrived.end->next, "");
}

TEST(ListDecoder, ReadsTheContinuationBeforeOrAfterTheItems) {
  EXPECT_EQ(in_pieces(page("", R"({"continue":"to\"ken","resourceVersion":"3"})"), 9).end->next, "to\"ken");
  const auto after =
      in_pieces(R"({"items":[)" + item("a", 1) + R"(],"metadata":{"resourceVersion":"3","continue":"t"}})", 9);
  EXPECT_EQ(after.end->next, "t");
  EXPECT_EQ(after.items.size(), 1u);
}

TEST(ListDecoder, DoesNotCareWhereThePiecesAreCut) {
  const std::string text = page(item("a", 5, R"(,"s":"]}\"[{\\")") + " ,\n " + item("b", 6, R"(,"items":[{"x":[]}])"));
  const auto whole = in_pieces(text, text.size());
  ASSERT_EQ(whole.items.size(), 2u);
  for (std::size_t size = 1; size < text.size(); ++size) {
    const auto arrived = in_pieces(text, size);
    EXPECT_EQ(arrived.items, whole.items) << size;
    EXPECT_TRUE(arrived.end) << size;
  }
}

TEST(ListDecoder, KnowsEveryPlaceWhereItWasCutOff) {
  const std::string text = page(item("a", 5));
  for (std::size_t size = 0; size < text.size() - 1; ++size)  // without its newline it is whole
    EXPECT_FALSE(in_pieces(text.substr(0, size), 4).end) << text.substr(0, size);
}

TEST(ListDecoder, TakesALargePageOfLargeItems) {
  std::string items = item("first", 1);
  for (int i = 0; i < 2000; ++i)
    items += "," + item("i" + std::to_string(i), i + 2, R"(,"d":")" + std::string(9000, 'y') + '"');
  const auto arrived = in_pieces(page(items), 16384);
  EXPECT_EQ(arrived.items.size(), 2001u);
  EXPECT_TRUE(arrived.end);
}

TEST(ListDecoder, TakesAnEmptyListInEitherForm) {
  EXPECT_TRUE(in_pieces(page(""), 3).end);
  EXPECT_TRUE(in_pieces(R"({"metadata":{"resourceVersion":"1"},"items":null})", 3).end);
  EXPECT_TRUE(in_pieces(R"({"metadata":{"resourceVersion":"1"}})", 3).end);
}

TEST(ListDecoder, RefusesWhatIsNoList) {
  for (const std::string& text :
       {std::string(), std::string("<html>"), std::string("[]"), std::string("{}"), page(item("a", 5) + item("b", 6)),
        page(item("a", 5), "{}"), page(item("a", 5), R"({"resourceVersion":"0"})"), page("1"), page("null"),
        page("[{}]"), page("{}"), page(R"({"metadata":{"name":"a"}})"), page(item("a", 5)) + "x", std::string("]]"),
        std::string(100'000, '['), R"({"items":)" + std::string(100'000, '[')})
    EXPECT_FALSE(in_pieces(text, 11).end) << text.substr(0, 200);
}

}  // namespace
}  // namespace perigee::kube
