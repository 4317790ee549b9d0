#include "perigee/kube/object.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace perigee::kube {
namespace {

using nlohmann::json;

constexpr const char* kPod = R"({
  "metadata": {
    "managedFields": [{"manager": "x", "fieldsV1": {"f:a": {"f:b": {}}}}],
    "name": "p", "namespace": "n", "uid": "u-1", "resourceVersion": "42",
    "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}", "kept": "a\"\\\n\u00e9"},
    "ownerReferences": [{"uid": "other"}, {"controller": true, "name": "o", "uid": "owner"}, {"uid": "last", "controller": false}]
  },
  "spec": {"count": -3, "big": 18446744073709551615, "ratio": 0.1, "none": null, "list": [1, [], {}, "x", true]}
})";

TEST(Object, IsNamedByItsMetadata) {
  const auto read = read_object(kPod);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->object.key(), "n/p");
  EXPECT_EQ(read->object.uid, "u-1");
  EXPECT_EQ(read->object.owner_uid, "owner");
  EXPECT_EQ(read->object.owner_name, "o");
  EXPECT_EQ(read->object.resource_version, 42u);
}

TEST(Object, KeepsEverythingButWhatTheShapeDrops) {
  json expected = json::parse(kPod);
  expected["metadata"].erase("managedFields");
  expected["metadata"]["annotations"].erase("kubectl.kubernetes.io/last-applied-configuration");
  const auto read = read_object(kPod);
  ASSERT_TRUE(read);
  EXPECT_EQ(json::parse(read->object.json), expected);
  EXPECT_EQ(read->object.json.find(' '), std::string::npos);  // compact
}

TEST(Object, DropsMembersWhereverTheyStand) {
  for (const char* text :
       {R"({"metadata":{"managedFields":[],"name":"a"}})", R"({"metadata":{"name":"a","managedFields":{}}})",
        R"({"metadata":{"name":"a","managedFields":"x"}})",
        R"({"metadata":{"managedFields":[[{"managedFields":1}]],"name":"a"}})"}) {
    const auto read = read_object(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->object.json, R"({"metadata":{"name":"a"}})") << text;
  }
}

TEST(Object, KeepsMembersOfTheSameNameElsewhere) {
  const char* text = R"({"managedFields":1,"metadata":{"a":{"managedFields":2}},"spec":{"managedFields":[3]}})";
  EXPECT_EQ(read_object(text)->object.json, text);
}

TEST(Object, LeavesOutWhatACallerNames) {
  const Shape shape{{{"spec", "containers"}, {"status"}}};
  EXPECT_EQ(read_object(R"({"status":{"a":[1]},"spec":{"containers":[{}],"b":1}})", shape)->object.json,
            R"({"spec":{"b":1}})");
}

TEST(Object, HasNoOwnerWhereNoReferenceIsTheController) {
  EXPECT_EQ(read_object(R"({"metadata":{"ownerReferences":[{"uid":"a"}]}})")->object.owner_uid, "");
}

TEST(Object, OfAnEventIsTheSameInEitherOrder) {
  const auto before = read_object(R"({"type":"ADDED","object":{"metadata":{"name":"a"}}})", {}, Wrapping::watch_event);
  const auto after = read_object(R"({"x":{"object":{}},"object":{"metadata":{"name":"a"}},"type":"ADDED"})", {},
                                 Wrapping::watch_event);
  ASSERT_TRUE(before && after);
  EXPECT_EQ(before->type, "ADDED");
  EXPECT_EQ(before->type, after->type);
  EXPECT_EQ(before->object, after->object);
  EXPECT_EQ(before->object.json, R"({"metadata":{"name":"a"}})");
}

TEST(Object, IsRefusedWhereItIsNone) {
  for (const char* text :
       {"", "1", "[]", "null", "{", "{}{}", R"({"a":1,})", R"({"metadata":{"resourceVersion":"1x"}})",
        R"({"metadata":{"resourceVersion":"-1"}})", "{\"a\":\"\xff\"}", R"({"a":1e999})"})
    EXPECT_FALSE(read_object(text)) << text;
  for (const char* text :
       {"{}", R"({"object":1})", R"({"object":[]})", R"({"object":{},"object":{}})", R"([{"object":{}}])"})
    EXPECT_FALSE(read_object(text, {}, Wrapping::watch_event)) << text;
}

TEST(Object, IsRefusedBeforeItsDepthBecomesSomebodysStack) {
  const auto nested = [](std::size_t depth) {
    return R"({"a":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_TRUE(read_object(nested(150)));
  EXPECT_FALSE(read_object(nested(100'000)));
  EXPECT_FALSE(read_object(R"({"metadata":{"managedFields":)" + std::string(100'000, '[')));
}

}  // namespace
}  // namespace perigee::kube
