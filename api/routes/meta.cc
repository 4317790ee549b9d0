#include "api/routes/meta.h"

#include <array>
#include <iterator>
#include <utility>

#include "api/json_text.h"
#include "api/openapi.h"
#include "perigee/base/sha256.h"

namespace perigee::api {
namespace {

// The addresses that clients of the reference system know; GET /help names them first, in this order.
constexpr std::array<std::string_view, 9> kFirst = {"GET /data",
                                                    "POST /data",
                                                    "DELETE /data",
                                                    "POST /analyze/timeline",
                                                    "POST /analyze/sector",
                                                    "POST /analyze/geography",
                                                    "POST /analyze/top-private",
                                                    "GET /jobs/<id>",
                                                    "GET /results/<id>"};

std::string shown_pattern(const Route& route) {
  std::string text = route.method + ' ';
  for (const char c : route.pattern) text += c == '{' ? '<' : c == '}' ? '>' : c;
  return text;
}

void append_line(std::string& out, const Route& route) {
  out += out.size() > 1 ? ",\n  " : "\n  ";
  append_quoted(out, shown_pattern(route));
  out += ": ";
  append_quoted(out, route.summary);
}

std::string help_json(const std::vector<Route>& routes) {
  std::string out = "{";
  const auto is_first = [](const Route& route) {
    const std::string shown = shown_pattern(route);
    for (const std::string_view first : kFirst)
      if (shown == first) return true;
    return false;
  };
  for (const std::string_view first : kFirst)
    for (const Route& route : routes)
      if (shown_pattern(route) == first) append_line(out, route);
  for (const Route& route : routes)
    if (!route.hidden && !is_first(route)) append_line(out, route);
  return out + "\n}";
}

constexpr std::string_view kIndex =
    "{\n  \"name\": \"Perigee\",\n  \"version\": \"" PERIGEE_VERSION
    "\",\n  \"what\": \"Launch data in, charts out.\",\n  \"help\": \"/help\",\n  \"docs\": \"/docs\",\n"
    "  \"openapi\": \"/openapi.json\",\n  \"data\": \"/data\",\n  \"datasets\": \"/datasets\",\n"
    "  \"analyses\": \"/analyses\",\n  \"charts\": \"/charts/timeline.png\",\n  \"jobs\": \"/jobs\",\n  \"metrics\": "
    "\"/metrics\"\n}";

// The page styles itself and loads nothing.
constexpr std::string_view kPagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

Route page(std::string pattern, std::string summary, MediaDoc media) {
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.summary = std::move(summary);
  route.tag = "service";
  route.headers = {"If-None-Match"};
  route.answers = {{200, "the page", {std::move(media)}, {"ETag"}}, {304, "The client has it.", {}, {"ETag"}}};
  return route;
}

// A text that is made once; its hash is its validator.
Handler fixed(std::string text, std::string content_type) {
  std::string etag = sha256_hex(text).substr(0, 32);
  return
      [text = std::move(text), content_type = std::move(content_type), etag = std::move(etag)](const Request& request) {
        Response response;
        response.content_type = content_type;
        response.body = text;
        response.header("Cache-Control", "no-cache");
        if (content_type.starts_with("text/html")) response.header("Content-Security-Policy", std::string(kPagePolicy));
        return with_etag(request, std::move(response), etag);
      };
}

}  // namespace

std::vector<Route> meta_routes(const std::vector<Route>& others) {
  const std::string object = R"({"type": "object"})";
  std::vector<Route> own = {
      page("/", "what this is, and where to go on", {"application/json", object, R"({"help": "/help"})"}),
      page("/help", "every address, one line each",
           {"application/json", R"({"type": "object", "additionalProperties": {"type": "string"}})",
            R"({"GET /data": "the rows of the default dataset"})"}),
      page("/space/help", "the same",
           {"application/json", R"({"type": "object", "additionalProperties": {"type": "string"}})", ""}),
      page("/docs", "the same for reading", {"text/html; charset=utf-8", R"({"type": "string"})", ""}),
      page("/openapi.json", "the OpenAPI 3.1 description", {"application/json", object, ""})};
  own[2].hidden = true;
  std::vector<Route> all = others;
  all.insert(all.end(), own.begin(), own.end());
  own[0].handle = fixed(std::string(kIndex) + '\n', "application/json");
  own[1].handle = own[2].handle = fixed(help_json(all) + '\n', "application/json");
  own[3].handle = fixed(docs_html(all), "text/html; charset=utf-8");
  own[4].handle = fixed(openapi_json(all) + '\n', "application/json");
  return own;
}

}  // namespace perigee::api
