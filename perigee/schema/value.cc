#include "perigee/schema/value.h"

#include "perigee/base/text.h"

namespace perigee {
namespace {

std::string escaped(const std::string& item) {
  std::string text;
  for (const char c : item) {
    if (c == ',' || c == '\\') text += '\\';
    text += c;
  }
  return text;
}

struct ToText {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return plain(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const std::vector<std::string>& items) const {
    std::string text;
    for (const auto& item : items) text += (&item == items.data() ? "" : ",") + escaped(item);
    return text;
  }
};

}  // namespace

std::string to_text(const Value& value) { return std::visit(ToText{}, value); }

}  // namespace perigee
