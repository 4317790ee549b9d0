#include "tests/controller/wire/api_call.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace perigee::testing {
namespace {

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    int code = 0;
    const bool is_escape = text[at] == '%' && at + 2 < text.size() &&
                           std::from_chars(text.data() + at + 1, text.data() + at + 3, code, 16).ec == std::errc();
    out += is_escape ? static_cast<char>(code) : text[at];
    if (is_escape) at += 2;
  }
  return out;
}

std::map<std::string, std::string> parameters_of(std::string_view query) {
  std::map<std::string, std::string> parameters;
  while (!query.empty()) {
    const std::string_view one = query.substr(0, query.find('&'));
    const std::size_t equals = std::min(one.find('='), one.size());
    parameters[decoded(one.substr(0, equals))] = decoded(one.substr(std::min(equals + 1, one.size())));
    query.remove_prefix(std::min(one.size() + 1, query.size()));
  }
  return parameters;
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    segments.push_back(decoded(path.substr(0, path.find('/'))));
    path.remove_prefix(std::min(path.find('/'), path.size()));
  }
  return segments;
}

std::string token_of(const HttpsRequest& request) {
  constexpr std::string_view kBearer = "Bearer ";
  const auto found = request.headers.find("authorization");
  const bool has_one = found != request.headers.end() && found->second.starts_with(kBearer);
  return has_one ? found->second.substr(kBearer.size()) : "";
}

}  // namespace

ApiCall ApiCall::of(const HttpsRequest& request) {
  ApiCall call;
  call.method = request.method;
  call.body = request.body;
  call.token = token_of(request);
  const std::string_view target = request.target;
  const std::size_t mark = std::min(target.find('?'), target.size());
  call.parameters = parameters_of(target.substr(std::min(mark + 1, target.size())));
  const auto segments = segments_of(target.substr(0, mark));
  const auto at = std::find(segments.begin(), segments.end(), "namespaces");
  const auto part = [&](std::ptrdiff_t index) { return segments.end() - at > index ? *(at + index) : std::string(); };
  const bool is_namespace = segments.end() - at == 2;
  call.kind = is_namespace ? "namespaces" : part(2);
  call.name = is_namespace ? part(1) : part(3);
  call.subresource = part(4);
  return call;
}

bool ApiCall::is_counted() const {
  return method != "GET" && (kind == "analysisjobs" || kind == "jobs" || kind == "pods");
}

Selector ApiCall::selector() const {
  const std::string text = parameter("labelSelector");
  const std::size_t equals = std::min(text.find('='), text.size());
  return {text.substr(0, equals), text.substr(std::min(equals + 1, text.size()))};
}

std::string ApiCall::parameter(const char* parameter_name) const {
  const auto found = parameters.find(parameter_name);
  return found == parameters.end() ? "" : found->second;
}

}  // namespace perigee::testing
