// A request, an answer and a route as plain values: what the handlers see of HTTP. Only server.cc knows cpp-httplib.
//
// From the one table of routes come the router, GET /help, the OpenAPI document and the 405s with their Allow.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/schema/param.h"

namespace perigee::api {

// The body as it arrives. Valid while the handler runs.
class Body {
 public:
  virtual ~Body() = default;
  // Hands the pieces of a raw body to `take` until it returns false. False: the client vanished or a limit was hit
  // (the server then answers 408 or 413 by itself).
  virtual bool read(const std::function<bool(std::string_view)>& take) = 0;
  // The same for multipart/form-data: the header of each part, then its pieces.
  struct Part {
    std::string name, filename, content_type;
  };
  virtual bool read_parts(const std::function<bool(const Part&)>& begin,
                          const std::function<bool(std::string_view)>& take) = 0;
};

struct Request {
  std::string method, path;
  std::map<std::string, std::string> captures;               // {id} of the route's pattern
  std::vector<std::pair<std::string, std::string>> query;    // decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;                                          // whole, ≤ 1 MiB; empty for routes that stream
  Body* stream = nullptr;                                    // routes with `streams_body` only
  std::string id;                                            // request id, for the log and the job
  std::string remote;                                        // peer address

  std::optional<std::string> header(std::string_view lower_case_name) const;
  std::optional<std::string> parameter(std::string_view name) const;  // first of that name in the query
  bool has_body() const;                                              // a Content-Length above 0, or chunked
};

// Writes pieces of an answer; false when the client is gone or the server stops.
using Write = std::function<bool(std::string_view)>;

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::function<void(const Write&)> stream;  // instead of body: chunked, written as it is made

  Response& header(std::string name, std::string value);
};

// "Not Found" for 404.
std::string_view title_of(int status);

Response json_response(int status, std::string json_text);  // adds the final newline

inline constexpr char kProblemType[] = "application/problem+json";

// A problem (RFC 9457): title and status by code, all problems under "errors", `error` for old clients
// (the first sentence unless `old_sentence` is given).
Response problem_response(int status, const Problems& problems, std::string_view old_sentence = {});
Response problem_response(int status, std::string code, std::string what, std::string remedy = {});

// Strong validator: 304 for a matching If-None-Match (HEAD and GET), else the answer with its ETag.
Response with_etag(const Request& request, Response response, std::string_view etag);

using Handler = std::function<Response(const Request&)>;

// What OpenAPI says of an answer or a body; `schema` names a component or is JSON text of a schema.
struct MediaDoc {
  std::string content_type, schema, example;  // example: JSON text, or empty
};
struct AnswerDoc {
  int status;
  std::string help;
  std::vector<MediaDoc> media;       // empty: no body
  std::vector<std::string> headers;  // "Location", "Retry-After", "ETag"
};
AnswerDoc problem_doc(int status, std::string help, std::vector<std::string> headers = {});

struct Route {
  std::string method;                // "GET": also answers HEAD
  std::string pattern;               // "/jobs/{id}"
  std::string summary;               // the line of GET /help
  std::string tag;                   // "jobs", "data", …
  std::vector<Param> query;          // described and checked by one table; unknown ones are a 400
  std::vector<Param> captures;       // of the path
  std::vector<std::string> headers;  // of the request that matter here: those that openapi.cc knows
  std::vector<MediaDoc> body;        // accepted bodies; empty: none (a body is then refused with 400)
  std::vector<AnswerDoc> answers;    // beside the common ones (400, 404, 405, 413, 500, 503)
  Handler handle;
  bool streams_body = false;  // the handler reads Request::stream itself
  bool waits = false;         // long-poll or event stream: counts against half the threads
  bool body_optional = true;
  bool hidden = false;  // not in /help (an alias)
};

}  // namespace perigee::api
