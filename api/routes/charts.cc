#include "api/routes/charts.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "api/accept.h"
#include "api/charts/chart_address.h"
#include "api/routes/charts_docs.h"
#include "api/routes/charts_spec.h"
#include "perigee/base/text.h"
#include "perigee/catalog/registry.h"
#include "perigee/catalog/run.h"

namespace perigee::api {
namespace {

Response get(Studio& studio, const Analysis& analysis, OutputFormat format, const Request& request) {
  const auto spec = chart_spec(analysis, format, request);
  return spec ? studio.answer(*spec, request) : problem_response(400, spec.problems());
}

Response not_acceptable(const Analysis& analysis) {
  std::vector<std::string> types, addresses;
  for (const OutputFormat format : kOutputFormats) {
    types.emplace_back(content_type(format));
    addresses.push_back("/charts/" + analysis.name + '.' + std::string(word(format)));
  }
  return problem_response(406, "not-acceptable", "A chart can be had as " + in_words(types) + ".",
                          "Accept one of these, or ask for " + join(addresses, ", ") + ".");
}

Response with_suffix(Studio& studio, const Analysis& analysis, const Request& request) {
  const auto format = output_format_of(request.captures.at("format"));
  return format ? get(studio, analysis, *format, request) : not_acceptable(analysis);
}

std::optional<OutputFormat> negotiated_format(const Request& request) {
  std::array<std::string_view, kOutputFormats.size()> types;
  std::ranges::transform(kOutputFormats, types.begin(), content_type);
  const auto choice = preferred(request.header("accept").value_or(""), types);
  return choice ? std::optional(kOutputFormats[*choice]) : std::nullopt;
}

Response negotiated(Studio& studio, const Analysis& analysis, const Request& request) {
  const auto format = negotiated_format(request);
  Response response = format ? get(studio, analysis, *format, request) : not_acceptable(analysis);
  response.header("Vary", "Accept");
  if (response.status == 200)
    response.header("Content-Location", chart_address(*chart_spec(analysis, *format, request)));
  return response;
}

Response unknown(const Request& request) {
  const std::string& chart = request.captures.at("chart");
  const Problem problem = unknown_analysis(chart.substr(0, chart.find('.')));
  return problem_response(404, {problem});
}

}  // namespace

std::vector<Route> chart_routes(const std::shared_ptr<Studio>& studio) {
  std::vector<Route> routes;
  for (const Analysis& analysis : registry()) {
    routes.push_back(describe_chart(analysis));
    routes.back().handle = [studio, &analysis](const Request& request) {
      return with_suffix(*studio, analysis, request);
    };
    routes.push_back(describe_negotiated_chart(analysis));
    routes.back().handle = [studio, &analysis](const Request& request) {
      return negotiated(*studio, analysis, request);
    };
  }
  routes.push_back(describe_unknown_chart());
  routes.back().handle = unknown;
  return routes;
}

}  // namespace perigee::api
