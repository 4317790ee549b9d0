#include "api/http.h"

#include <algorithm>
#include <array>

#include "api/json_text.h"

namespace perigee::api {
namespace {

struct Title {
  int status;
  std::string_view text;
};

constexpr std::array kTitles = {Title{200, "OK"},
                                Title{201, "Created"},
                                Title{202, "Accepted"},
                                Title{204, "No Content"},
                                Title{303, "See Other"},
                                Title{304, "Not Modified"},
                                Title{400, "Bad Request"},
                                Title{404, "Not Found"},
                                Title{405, "Method Not Allowed"},
                                Title{406, "Not Acceptable"},
                                Title{408, "Request Timeout"},
                                Title{409, "Conflict"},
                                Title{410, "Gone"},
                                Title{413, "Content Too Large"},
                                Title{414, "URI Too Long"},
                                Title{415, "Unsupported Media Type"},
                                Title{417, "Expectation Failed"},
                                Title{422, "Unprocessable Content"},
                                Title{429, "Too Many Requests"},
                                Title{431, "Request Header Fields Too Large"},
                                Title{500, "Internal Server Error"},
                                Title{501, "Not Implemented"},
                                Title{502, "Bad Gateway"},
                                Title{503, "Service Unavailable"},
                                Title{505, "HTTP Version Not Supported"},
                                Title{507, "Insufficient Storage"}};

void append_member(std::string& out, std::string_view name, std::string_view text) {
  out += ",\"";
  out += name;
  out += "\":";
  append_quoted(out, text);
}

void append_problem(std::string& out, const Problem& problem) {
  out += "{\"code\":";
  append_quoted(out, problem.code);
  append_member(out, "detail", problem.what);
  if (!problem.where.empty()) append_member(out, "pointer", problem.where);
  if (!problem.remedy.empty()) append_member(out, "remedy", problem.remedy);
  if (problem.line) out += ",\"line\":" + std::to_string(*problem.line);
  if (problem.column) out += ",\"column\":" + std::to_string(*problem.column);
  out += '}';
}

std::string sentences(const Problem& problem) {
  return problem.remedy.empty() ? problem.what : problem.what + ' ' + problem.remedy;
}

bool lists_etag(std::string_view header, std::string_view etag) {
  for (;;) {
    const std::size_t comma = header.find(',');
    std::string_view one = header.substr(0, comma);
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);  // If-None-Match compares weakly
    if (one == etag || one == "*") return true;
    if (comma == std::string_view::npos) return false;
    header.remove_prefix(comma + 1);
  }
}

}  // namespace

std::string_view title_of(int status) {
  const auto found = std::ranges::find(kTitles, status, &Title::status);
  return found == kTitles.end() ? std::string_view("Unknown") : found->text;
}

std::optional<std::string> Request::header(std::string_view lower_case_name) const {
  const auto found = std::ranges::find(headers, lower_case_name, &std::pair<std::string, std::string>::first);
  if (found == headers.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  const auto found = std::ranges::find(query, name, &std::pair<std::string, std::string>::first);
  if (found == query.end()) return std::nullopt;
  return found->second;
}

bool Request::has_body() const {
  if (header("transfer-encoding")) return true;
  const auto length = header("content-length");
  return length && length->find_first_not_of('0') != std::string::npos;
}

Response& Response::header(std::string name, std::string value) {
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

Response json_response(int status, std::string json_text) {
  Response response;
  response.status = status;
  response.body = std::move(json_text);
  response.body += '\n';
  return response;
}

Response problem_response(int status, const Problems& problems, std::string_view old_sentence) {
  const Problem& first = problems.front();
  std::string text = "{\"type\":\"urn:perigee:problem:" + first.code + '"';
  append_member(text, "title", title_of(status));
  text += ",\"status\":" + std::to_string(status);
  append_member(text, "detail", sentences(first));
  append_member(text, "error", old_sentence.empty() ? std::string_view(first.what) : old_sentence);
  text += ",\"errors\":[";
  for (const Problem& problem : problems) {
    if (&problem != &first) text += ',';
    append_problem(text, problem);
  }
  Response response = json_response(status, text + "]}");
  response.content_type = kProblemType;
  return response;
}

Response problem_response(int status, std::string code, std::string what, std::string remedy) {
  return problem_response(status, Problems{{std::move(code), "", std::move(what), std::move(remedy), {}, {}}});
}

AnswerDoc problem_doc(int status, std::string help, std::vector<std::string> headers) {
  return {status, std::move(help), {{kProblemType, "Problem", ""}}, std::move(headers)};
}

Response with_etag(const Request& request, Response response, std::string_view etag) {
  const std::string quoted_etag = '"' + std::string(etag) + '"';
  response.header("ETag", quoted_etag);
  const auto known = request.header("if-none-match");
  if (!known || response.status != 200 || !lists_etag(*known, quoted_etag)) return response;
  response.status = 304;
  response.body.clear();
  response.stream = nullptr;
  return response;
}

}  // namespace perigee::api
