#include "api/charts/studio.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "api/charts/build_id.h"
#include "api/charts/chart_address.h"
#include "api/charts/dataset_heads.h"
#include "api/config.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/base/sha256.h"
#include "perigee/catalog/run.h"
#include "perigee/picture/picture.h"

namespace perigee::api {

// One request for a chart that can be made.
struct Studio::Order {
  JobSpec spec;
  DatasetHeads::Head dataset;
  std::string etag;
};

namespace {

// Kept by everybody, and asked for again each time: a 304 costs nothing.
constexpr char kCaching[] = "public, no-cache";
constexpr char kSvgPolicy[] = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

PressLimits press_limits(const Config& config) {
  PressLimits limits;
  limits.threads = config.chart_threads;
  limits.waiting = std::min(config.chart_waiting, std::max(1, config.threads / 2));
  limits.longest = std::chrono::seconds(config.chart_seconds);
  limits.memo_bytes = static_cast<std::size_t>(config.chart_memory_bytes);
  return limits;
}

DatasetHeads::Head head_of(const Services& services, const std::string& name) {
  Datasets datasets(services.redis);
  return services.heads.find(datasets, name, services.clock.steady());
}

std::string file_name(const JobSpec& spec) {
  return spec.dataset + '-' + spec.analysis + '.' + std::string(word(spec.output.format));
}

std::string address_of_words(JobSpec spec) {
  spec.output.format = OutputFormat::json;
  return chart_address(spec);
}

bool wants_download(const Request& request) { return request.parameter("download").value_or("false") != "false"; }

Response answer_of(const JobSpec& spec, const Request& request, const Print& print) {
  Response response;
  response.content_type = print.content_type;
  response.body = print.bytes;
  response.header("Cache-Control", kCaching);
  if (wants_download(request))
    response.header("Content-Disposition", "attachment; filename=\"" + file_name(spec) + '"');
  if (spec.output.format == OutputFormat::svg) response.header("Content-Security-Policy", kSvgPolicy);
  if (spec.output.format == OutputFormat::csv)  // a CSV has no place for units and words: the JSON has
    response.header("Link", '<' + address_of_words(spec) + ">; rel=\"describedby\"; type=\"application/json\"");
  return with_etag(request, std::move(response), print.etag);
}

// The client's copy is still the right one: nothing is drawn or looked up for that.
std::optional<Response> revalidated(const std::string& etag, const Request& request) {
  if (!request.header("if-none-match")) return std::nullopt;
  Response response;
  response.header("Cache-Control", kCaching);
  response = with_etag(request, std::move(response), etag);
  return response.status == 304 ? std::optional(std::move(response)) : std::nullopt;
}

Response saturated() {
  return problem_response(503, "saturated", "As many charts are being drawn as this server draws at once.",
                          "Try again in a second, or draw it as a job.")
      .header("Retry-After", "1");
}

std::int64_t pixels_of(const Output& output) {
  const int height = output.height == 0 ? kUsualHeight : output.height;
  return std::int64_t{output.width} * output.scale * height * output.scale;
}

// A bound of the API that this chart exceeds, in words, or empty. The columns are those that it reads.
std::string_view beyond_bounds(const Config& config, const JobSpec& spec, const Manifest& manifest,
                               const std::vector<std::string>& columns) {
  const bool is_raster = spec.output.format == OutputFormat::png;
  if (is_raster && pixels_of(spec.output) > config.chart_pixels) return "pixels";
  if (manifest.rows > static_cast<std::uint64_t>(config.chart_rows)) return "rows";
  if (manifest.bytes(columns) > config.chart_data_bytes) return "bytes of data";
  return {};
}

// Equal charts ask for one job, as long as that job has not failed.
Result<Accepted> submitted(Executor& executor, const JobSpec& spec, const std::string& etag, const Request& request) {
  const Idempotency once{"chart-" + etag, etag};
  auto job = executor.submit(spec, once, request.id);
  if (!job || !job->replayed) return job;
  const JobState state = job->record.state;
  const bool is_lost = is_terminal(state) && state != JobState::complete;
  return is_lost ? executor.submit(spec, {}, request.id) : job;
}

Response as_job(Executor& executor, const JobSpec& spec, const std::string& etag, const Request& request,
                std::string_view reason) {
  const auto job = submitted(executor, spec, etag, request);
  if (!job) return problem_response(503, job.problems()).header("Retry-After", "5");
  log::info("chart left to a job", {{"job", job->record.id}, {"analysis", spec.analysis}, {"reason", reason}});
  Response response;
  response.status = 303;
  const std::string download = wants_download(request) ? "&download=true" : "";
  return std::move(response.header("Location", "/results/" + job->record.id + "?wait=30" + download));
}

}  // namespace

Studio::Studio(const Services& services)
    : services_(services), build_(build_id()), press_(press_limits(services.config)) {}

Response Studio::answer(const JobSpec& spec, const Request& request) {
  auto dataset = head_of(services_, spec.dataset);
  if (!dataset)
    return problem_response(404, "no-such-dataset", "There is no dataset '" + spec.dataset + "'.",
                            "GET /datasets lists those that there are.");
  const std::string etag = etag_of(dataset->version, spec);
  if (auto response = revalidated(etag, request)) return *std::move(response);
  if (const auto copy = press_.known(etag)) return answer_of(spec, request, *copy);
  const auto bindings = bind_columns(spec, dataset->columns);
  if (!bindings) return problem_response(422, bindings.problems());
  const auto beyond = beyond_bounds(services_.config, spec, *dataset, columns_to_read(*bindings));
  if (!beyond.empty()) return as_job(services_.executor, spec, etag, request, beyond);
  return printed({spec, std::move(dataset), etag}, request);
}

std::string Studio::etag_of(const std::string& version, const JobSpec& spec) const {
  return sha256_hex(build_ + '\n' + version + '\n' + to_json_text(canonical(spec))).substr(0, 32);
}

Response Studio::printed(const Order& order, const Request& request) {
  const auto answer = press_.print(
      order.etag, [this, order](const Press::GoesOn& goes_on) { return drawn_of_any_version(order, goes_on); });
  if (const auto* copy = std::get_if<Copy>(&answer)) return answer_of(order.spec, request, **copy);
  if (std::holds_alternative<Saturated>(answer) || services_.stop.requested()) return saturated();
  const auto* problems = std::get_if<Problems>(&answer);
  const bool is_late = problems == nullptr || problems->front().code == kGivenUp;
  if (is_late) return as_job(services_.executor, order.spec, order.etag, request, "time");
  return problem_response(422, *problems);
}

Result<Print> Studio::drawn(const JobSpec& spec, const Manifest& manifest, const Press::GoesOn& goes_on) const {
  DatasetReader reader(services_.redis, manifest, "");
  PictureLimits limits;
  limits.goes_on = goes_on;
  auto picture = make_picture(spec, reader, limits);
  if (!picture) return picture.problems();
  return Print{etag_of(manifest.version, spec), std::move(picture->info.content_type), std::move(picture->bytes)};
}

// Read without a lease, which would be a write for every picture: a version that is replaced meanwhile may be gone,
// and then the new one is drawn, under its own ETag.
Result<Print> Studio::drawn_of_any_version(const Order& order, const Press::GoesOn& goes_on) const {
  try {
    return drawn(order.spec, *order.dataset, goes_on);
  } catch (const EnvironmentError& error) {
    if (error.fault() != Fault::unavailable) throw;
    const auto now = Datasets(services_.redis).find(order.spec.dataset);
    if (!now || now->version == order.dataset->version) throw;
    services_.heads.forget(order.spec.dataset);
    return drawn(order.spec, *now, goes_on);
  }
}

}  // namespace perigee::api
