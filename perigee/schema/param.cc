#include "perigee/schema/param.h"

#include <algorithm>
#include <array>

#include "perigee/base/text.h"

namespace perigee {

const Param* find_param(const std::vector<Param>& params, std::string_view name) {
  const auto found = std::find_if(params.begin(), params.end(), [&](const Param& param) { return param.name == name; });
  return found == params.end() ? nullptr : &*found;
}

std::string_view in_words(Kind kind) {
  static constexpr std::array<std::string_view, 7> kWords = {
      "an integer", "a number", "true or false", "one of its choices", "a text", "a column's name", "a list of texts"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string bounds_in_words(const Param& param) {
  if (param.range) return plain(param.range->least) + " to " + plain(param.range->most);
  if (param.choices.size() == 1) return param.choices.front();
  if (!param.choices.empty()) {
    const auto last = param.choices.end() - 1;
    const std::vector<std::string> others(param.choices.begin(), last);
    return join(others, ", ") + " or " + *last;
  }
  if (param.kind == Kind::strings) return "at most " + std::to_string(param.max_items);
  return "";
}

}  // namespace perigee
