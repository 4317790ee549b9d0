#include "api/routes/charts.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "api/accept.h"
#include "api/charts/build_id.h"
#include "api/charts/dataset_heads.h"
#include "api/charts/press.h"
#include "api/config.h"
#include "api/routes/charts_docs.h"
#include "api/routes/charts_spec.h"
#include "api/url.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/base/sha256.h"
#include "perigee/base/text.h"
#include "perigee/catalog/registry.h"
#include "perigee/picture/picture.h"

namespace perigee::api {
namespace {

constexpr std::array kFormats = {OutputFormat::png, OutputFormat::svg, OutputFormat::json, OutputFormat::csv};
constexpr char kCaching[] =
    "public, no-cache";  // kept by everybody, and asked for again each time: a 304 costs nothing
constexpr char kSvgPolicy[] = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

PressLimits press_limits(const Config& config) {
  PressLimits limits;
  limits.threads = config.chart_threads;
  limits.waiting = std::min(config.chart_waiting, std::max(1, config.threads / 2));
  limits.longest = std::chrono::seconds(config.chart_seconds);
  limits.memo_bytes = static_cast<std::size_t>(config.chart_memory_bytes);
  return limits;
}

// What the routes of charts share; lives as long as the last of them.
struct Studio {
  explicit Studio(const Services& all) : services(all), press(press_limits(all.config)) {}

  const Services& services;
  std::string build = build_id();
  Press press;
};

// One request for a chart that can be made.
struct Order {
  JobSpec spec;
  DatasetHeads::Head dataset;
  std::string etag;
};

std::string etag_of(const Studio& studio, const std::string& version, const JobSpec& spec) {
  return sha256_hex(studio.build + '\n' + version + '\n' + to_json_text(canonical(spec))).substr(0, 32);
}

DatasetHeads::Head head_of(const Studio& studio, const std::string& name) {
  Datasets datasets(studio.services.redis, studio.services.clock);
  return studio.services.heads.find(datasets, name, studio.services.clock.steady());
}

std::string file_name(const JobSpec& spec) {
  return spec.dataset + '-' + spec.analysis + '.' + std::string(word(spec.output.format));
}

std::string query_of(const Request& request) {
  std::string text;
  for (const auto& [name, value] : request.query)
    text += (text.empty() ? '?' : '&') + percent_encoded(name) + '=' + percent_encoded(value);
  return text;
}

std::string address_of(const JobSpec& spec, OutputFormat format, const Request& request) {
  return "/charts/" + spec.analysis + '.' + std::string(word(format)) + query_of(request);
}

bool wants_download(const Request& request) { return request.parameter("download").value_or("false") != "false"; }

Response answer_of(const Order& order, const Request& request, const Print& print) {
  Response response;
  response.content_type = print.content_type;
  response.body = print.bytes;
  response.header("Cache-Control", kCaching);
  if (wants_download(request))
    response.header("Content-Disposition", "attachment; filename=\"" + file_name(order.spec) + '"');
  if (order.spec.output.format == OutputFormat::svg) response.header("Content-Security-Policy", kSvgPolicy);
  if (order.spec.output.format == OutputFormat::csv)  // a CSV has no place for units and words: the JSON has
    response.header("Link", '<' + address_of(order.spec, OutputFormat::json, request) +
                                ">; rel=\"describedby\"; type=\"application/json\"");
  return with_etag(request, std::move(response), print.etag);
}

// The client's copy is still the right one: nothing is drawn or looked up for that.
std::optional<Response> revalidated(const Order& order, const Request& request) {
  if (!request.header("if-none-match")) return std::nullopt;
  Response response;
  response.header("Cache-Control", kCaching);
  response = with_etag(request, std::move(response), order.etag);
  return response.status == 304 ? std::optional(std::move(response)) : std::nullopt;
}

Response saturated() {
  return problem_response(503, "saturated", "As many charts are being drawn as this server draws at once.",
                          "Try again in a second, or draw it as a job.")
      .header("Retry-After", "1");
}

// Equal charts ask for one job, as long as that job has not failed.
Result<Accepted> submitted(const Studio& studio, const Order& order, const Request& request) {
  Executor& executor = studio.services.executor;
  const Idempotency once{"chart-" + order.etag, order.etag};
  auto job = executor.submit(order.spec, once, request.id);
  if (!job || !job->replayed) return job;
  const JobState state = job->record.state;
  const bool is_lost = is_terminal(state) && state != JobState::complete;
  return is_lost ? executor.submit(order.spec, {}, request.id) : job;
}

Response as_job(const Studio& studio, const Order& order, const Request& request, std::string_view reason) {
  const auto job = submitted(studio, order, request);
  if (!job) return problem_response(503, job.problems()).header("Retry-After", "5");
  log::info("chart left to a job", {{"job", job->record.id}, {"analysis", order.spec.analysis}, {"reason", reason}});
  Response response;
  response.status = 303;
  const std::string download = wants_download(request) ? "&download=true" : "";
  return std::move(response.header("Location", "/results/" + job->record.id + "?wait=30" + download));
}

Result<Print> drawn(const Studio& studio, const JobSpec& spec, const Manifest& manifest, const Press::GoesOn& goes_on) {
  DatasetReader reader(studio.services.redis, manifest, "");
  PictureLimits limits;
  limits.goes_on = goes_on;
  auto picture = make_picture(spec, reader, limits);
  if (!picture) return picture.problems();
  return Print{etag_of(studio, manifest.version, spec), std::move(picture->info.content_type),
               std::move(picture->bytes)};
}

// Read without a lease, which would be a write for every picture: a version that is replaced meanwhile may be gone,
// and then the new one is drawn, under its own ETag.
Result<Print> drawn_of_any_version(const Studio& studio, const Order& order, const Press::GoesOn& goes_on) {
  try {
    return drawn(studio, order.spec, *order.dataset, goes_on);
  } catch (const EnvironmentError& error) {
    if (error.fault() != Fault::unavailable) throw;
    const auto now = Datasets(studio.services.redis, studio.services.clock).find(order.spec.dataset);
    if (!now || now->version == order.dataset->version) throw;
    studio.services.heads.forget(order.spec.dataset);
    return drawn(studio, order.spec, *now, goes_on);
  }
}

Response printed(Studio& studio, const Order& order, const Request& request) {
  const auto answer = studio.press.print(order.etag, [&studio, order](const Press::GoesOn& goes_on) {
    return drawn_of_any_version(studio, order, goes_on);
  });
  if (const auto* copy = std::get_if<Copy>(&answer)) return answer_of(order, request, **copy);
  if (std::holds_alternative<Saturated>(answer) || studio.services.stop.requested()) return saturated();
  const auto* problems = std::get_if<Problems>(&answer);
  const bool is_late = problems == nullptr || problems->front().code == kGivenUp;
  return is_late ? as_job(studio, order, request, "time") : problem_response(422, *problems);
}

Response chart(Studio& studio, const Order& order, const Request& request) {
  if (auto response = revalidated(order, request)) return *std::move(response);
  if (const auto copy = studio.press.known(order.etag)) return answer_of(order, request, *copy);
  const auto bindings = bind_columns(order.spec, order.dataset->columns);
  if (!bindings) return problem_response(422, bindings.problems());
  const std::string beyond =
      beyond_bounds(studio.services.config, order.spec, *order.dataset, columns_to_read(*bindings));
  return beyond.empty() ? printed(studio, order, request) : as_job(studio, order, request, beyond);
}

Response get(Studio& studio, const Analysis& analysis, OutputFormat format, const Request& request) {
  auto spec = chart_spec(analysis, format, request);
  if (!spec) return problem_response(400, spec.problems());
  auto dataset = head_of(studio, spec->dataset);
  if (!dataset)
    return problem_response(404, "no-such-dataset", "There is no dataset '" + spec->dataset + "'.",
                            "GET /datasets lists those that there are.");
  std::string etag = etag_of(studio, dataset->version, *spec);
  return chart(studio, {*std::move(spec), std::move(dataset), std::move(etag)}, request);
}

Response not_acceptable(const Analysis& analysis) {
  std::vector<std::string> types, addresses;
  for (const OutputFormat format : kFormats) {
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

Response negotiated(Studio& studio, const Analysis& analysis, const Request& request) {
  std::array<std::string_view, kFormats.size()> types;
  std::ranges::transform(kFormats, types.begin(), content_type);
  const auto choice = preferred(request.header("accept").value_or(""), types);
  Response response = choice ? get(studio, analysis, kFormats[*choice], request) : not_acceptable(analysis);
  response.header("Vary", "Accept");
  if (response.status == 200)
    response.header("Content-Location",
                    "/charts/" + analysis.name + '.' + std::string(word(kFormats[*choice])) + query_of(request));
  return response;
}

Response unknown(const Request& request) {
  const std::string& chart = request.captures.at("chart");
  const Problem problem = unknown_analysis(chart.substr(0, chart.find('.')));
  return problem_response(404, {problem});
}

}  // namespace

std::vector<Route> chart_routes(const Services& services) {
  // Shared: handlers are copied with their routes, and what they work with lives as long as the last of them.
  const auto studio = std::make_shared<Studio>(services);
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
