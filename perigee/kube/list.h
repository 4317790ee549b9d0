// A list as it arrives: one JSON document in pieces of any size, its items handed out one by one. Not thread-safe.
//
// Held are the item that is being received and what surrounds the items: never the list, neither as text nor as a
// tree. Items may be as many and as large as they like.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/kube/api_error.h"
#include "perigee/kube/object.h"

namespace perigee::kube {

struct ListEnd {
  std::uint64_t resource_version = 0;  // of the list itself, never of an item: items come in any order
  std::string next;                    // the continuation of the next page; empty: this was the last
};

class ListDecoder {
 public:
  explicit ListDecoder(Shape shape = {}) : shape_(std::move(shape)) {}

  // The items that these bytes complete.
  std::vector<Object> write(std::string_view bytes);

  // To be called when the answer has ended: malformed where it was cut off or no list.
  Reply<ListEnd> finish() const;

 private:
  void step(char c);
  void step_in_text(char c);
  void open(char c);
  void close(char c);
  bool is_between_items() const { return in_items_ && depth_ == 2; }
  void end_item(std::vector<Object>& items);

  Shape shape_;
  std::string around_;  // the document with null in each item's place
  std::string item_;    // received so far
  std::string word_;    // the last string at depth 1: a key, when a colon follows
  std::string key_;
  std::size_t depth_ = 0, items_ = 0;
  bool in_text_ = false, is_escaped_ = false, in_items_ = false, in_item_ = false;
  bool item_is_over_ = false, is_broken_ = false;
};

}  // namespace perigee::kube
