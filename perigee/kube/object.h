// An object as the cluster keeps it: what names it, and its JSON without what nobody here reads.
//
// The JSON is never a tree: it is parsed once, event by event, and written again compactly while the members of the
// Shape are left out. So a page of thousands of objects costs the memory of what remains of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perigee::kube {

// Levels of JSON; what is deeper is malformed, so that no answer fills the memory with brackets.
inline constexpr std::size_t kDeepest = 200;

struct Object {
  std::string namespace_name, name;
  std::string uid;
  std::string owner_uid;               // of the owner reference that is the controller; empty: none
  std::uint64_t resource_version = 0;  // 0: the JSON had none
  std::string json;                    // one object, compact
  std::string owner_name{};            // of the same owner

  std::string key() const { return namespace_name + "/" + name; }
  bool operator==(const Object&) const = default;
};

// Members that are left out, each as its path from the object's root.
using JsonPath = std::vector<std::string>;
struct Shape {
  std::vector<JsonPath> dropped = {{"metadata", "managedFields"},
                                   {"metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"}};
};

// Where the object is in the text that is read.
enum class Wrapping {
  none,         // the text is the object
  watch_event,  // {"type": "ADDED", "object": { … }}
};

struct ReadObject {
  std::string type;  // of a watch event
  Object object;
};

// Nothing where the text is not one JSON object with such metadata, or is nested deeper than 200.
std::optional<ReadObject> read_object(std::string_view json, const Shape& shape = {},
                                      Wrapping wrapping = Wrapping::none);

// "12" → 12; nothing unless all of it is a decimal number. Since Kubernetes 1.35 versions may be compared as numbers,
// and every server before did number them.
std::optional<std::uint64_t> parse_resource_version(std::string_view text);

}  // namespace perigee::kube
