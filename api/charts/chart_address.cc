#include "api/charts/chart_address.h"

#include <string_view>

#include "api/url.h"

namespace perigee::api {
namespace {

class Query {
 public:
  void add(std::string_view name, const Value& value) {
    text_ += (text_.empty() ? '?' : '&') + percent_encoded(name) + '=' + percent_encoded(to_text(value));
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

std::string chart_address(const JobSpec& spec) {
  Query query;
  const JobSpec usual;
  if (spec.dataset != usual.dataset) query.add("dataset", spec.dataset);
  for (const auto& [name, value] : spec.parameters) query.add(name, value);
  const Values defaults = values_of(usual.output);
  for (const auto& [name, value] : values_of(spec.output))
    if (name != "format" && value != defaults.at(name)) query.add(name, value);
  return "/charts/" + spec.analysis + '.' + std::string(word(spec.output.format)) + query.text();
}

}  // namespace perigee::api
