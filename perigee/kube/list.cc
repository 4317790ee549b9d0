#include "perigee/kube/list.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace perigee::kube {
namespace {

using nlohmann::json;

constexpr std::size_t kKept = 1 << 20;  // bytes of memory that stay with the decoder from item to item

const std::string& text_at(const json& metadata, const char* name) {
  static const std::string kNothing;
  const auto found = metadata.find(name);
  return found != metadata.end() && found->is_string() ? found->get_ref<const std::string&>() : kNothing;
}

bool are_all_null(const json& items, std::size_t count) {
  return items.is_array() && items.size() == count &&
         std::all_of(items.begin(), items.end(), [](const json& item) { return item.is_null(); });
}

}  // namespace

std::vector<Object> ListDecoder::write(std::string_view bytes) {
  std::vector<Object> items;
  for (const char c : bytes) {
    if (is_broken_) break;
    step(c);
    if (item_is_over_) end_item(items);
  }
  return items;
}

// Only brackets and strings are followed here; whether the text between them is JSON is for the parser to say, of each
// item and of what surrounds them.
void ListDecoder::step(char c) {
  const bool begins_item = is_between_items() && !in_text_ && c == '{';
  if (begins_item) {
    in_item_ = true;
    around_ += "null";
  }
  (in_item_ ? item_ : around_) += c;
  if (in_text_) return step_in_text(c);
  switch (c) {
    case '"':
      in_text_ = true;
      if (depth_ == 1) word_.clear();
      return;
    case ':':
      if (depth_ == 1) key_ = word_;
      return;
    case '{':
    case '[':
      return open(c);
    case '}':
    case ']':
      return close(c);
    default:
      return;
  }
}

void ListDecoder::step_in_text(char c) {
  if (is_escaped_) {
    is_escaped_ = false;
  } else if (c == '\\') {
    is_escaped_ = true;
  } else if (c == '"') {
    in_text_ = false;
    return;
  }
  if (depth_ == 1) word_ += c;
}

void ListDecoder::open(char c) {
  if (depth_ == 1 && c == '[' && key_ == "items") in_items_ = true;
  is_broken_ = ++depth_ > kDeepest;
}

void ListDecoder::close(char c) {
  if (depth_ == 0) {
    is_broken_ = true;
    return;
  }
  --depth_;
  item_is_over_ = in_item_ && depth_ == 2;
  if (in_items_ && depth_ == 1) {
    in_items_ = false;
    is_broken_ = c != ']';
  }
}

void ListDecoder::end_item(std::vector<Object>& items) {
  item_is_over_ = in_item_ = false;
  auto read = read_object(item_, shape_);
  if (item_.size() > kKept) item_ = {};
  item_.clear();
  ++items_;
  if (read && !read->object.name.empty() && read->object.resource_version != 0)
    items.push_back(std::move(read->object));
  else
    is_broken_ = true;
}

Reply<ListEnd> ListDecoder::finish() const {
  const json document = is_broken_ ? json(json::value_t::discarded) : json::parse(around_, nullptr, false);
  if (!document.is_object()) return malformed("a list was cut off, or is no JSON");
  const auto metadata = document.find("metadata"), items = document.find("items");
  if (metadata == document.end() || !metadata->is_object()) return malformed("a list has no metadata");
  const bool has_items = items != document.end() && !items->is_null();
  if (has_items ? !are_all_null(*items, items_) : items_ != 0) return malformed("a list's items are no objects");
  const auto version = parse_resource_version(text_at(*metadata, "resourceVersion"));
  if (!version || *version == 0) return malformed("a list has no resource version");
  return ListEnd{*version, text_at(*metadata, "continue")};
}

}  // namespace perigee::kube
