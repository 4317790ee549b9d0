#include <string>
#include <string_view>

#include "api/openapi.h"
#include "perigee/schema/markdown.h"

namespace perigee::api {
namespace {

constexpr std::string_view kHead =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
    "content=\"width=device-width, initial-scale=1\"><title>Perigee: the API</title><style>"
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 "
    "1rem}"
    "h2{margin:2.5rem 0 .25rem;font-size:1.1rem}code{font:.95em ui-monospace,monospace}p{margin:.25rem 0}"
    "table{border-collapse:collapse;margin:.5rem 0;width:100%}td,th{border-bottom:1px solid #8886;padding:.2rem .8rem "
    ".2rem 0;"
    "text-align:left;vertical-align:top}td:first-child{white-space:nowrap}td:last-child{width:60%}</style></"
    "head><body><h1>Perigee</h1>"
    "<p>Launch data in, charts out. The same for programs: <a href=\"/openapi.json\">openapi.json</a>.</p>\n";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string row(std::string_view name, std::string_view middle, std::string_view help) {
  return "<tr><td><code>" + escaped(name) + "</code></td><td>" + escaped(middle) + "</td><td>" + escaped(help) +
         "</td></tr>\n";
}

std::string rows(const Route& route) {
  std::string out;
  for (const Param& param : route.captures) out += row('{' + param.name + '}', allowed_in_words(param), param.help);
  for (const Param& param : route.query) out += row('?' + param.name, allowed_in_words(param), param.help);
  for (const MediaDoc& media : route.body) out += row("body", media.content_type, "");
  for (const AnswerDoc& answer : route.answers)
    out +=
        row(std::to_string(answer.status), answer.media.empty() ? "" : answer.media.front().content_type, answer.help);
  return out;
}

}  // namespace

std::string docs_html(const std::vector<Route>& routes) {
  std::string page(kHead);
  for (const Route& route : routes) {
    if (route.hidden) continue;
    page += "<h2><code>" + escaped(route.method + ' ' + route.pattern) + "</code></h2><p>" + escaped(route.summary) +
            "</p>\n";
    page += "<table>" + rows(route) + "</table>\n";
  }
  return page + "</body></html>\n";
}

}  // namespace perigee::api
