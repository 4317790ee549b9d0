#include "api/routes/datasets.h"

#include <utility>

#include "api/charts/dataset_heads.h"
#include "api/dataset_json.h"
#include "api/rows.h"
#include "api/upload.h"
#include "perigee/job/spec.h"
#include "perigee/store/datasets.h"

namespace perigee::api {
namespace {

Response no_such_dataset(const std::string& name) {
  return problem_response(404, "no-such-dataset", "There is no dataset '" + name + "'.",
                          "GET /datasets lists those that there are.");
}

Response list(const Services& services) { return json_response(200, manifests_json(Datasets(services.redis).list())); }

Response describe(const Services& services, const Request& request) {
  const std::string& name = request.captures.at("name");
  const auto manifest = is_valid_name(name) ? Datasets(services.redis).find(name) : std::nullopt;
  if (!manifest) return no_such_dataset(name);
  Response response = json_response(200, manifest_json(*manifest));
  response.header("Cache-Control", "no-cache");
  return with_etag(request, std::move(response), manifest->version);
}

Response upload(const Services& services, const Request& request) {
  const std::string& name = request.captures.at("name");
  if (!is_valid_name(name))
    return problem_response(
        400, "bad-name", "'" + name + "' is no name for a dataset.",
        "Use up to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.");
  if (!request.has_body())
    return problem_response(400, "no-body", "The request brings no rows.", "Send CSV, JSON or NDJSON.");
  return upload_response(services, request, name, FileNames::any);
}

Response remove(const Services& services, const Request& request) {
  const std::string& name = request.captures.at("name");
  const bool removed = is_valid_name(name) && Datasets(services.redis).remove(name);
  services.heads.forget(name);
  if (!removed) return no_such_dataset(name);
  Response response;
  response.status = 204;
  return response;
}

Response rows(const Services& services, const Request& request) {
  const std::string& name = request.captures.at("name");
  if (!is_valid_name(name)) return no_such_dataset(name);
  return rows_response(services, request, name, RowShape::enveloped);
}

Param name_param() {
  Param name;
  name.name = "name";
  name.help = "the dataset's name: lower-case letters, digits and hyphens";
  name.max_length = 63;
  return name;
}

Route route(std::string method, std::string pattern, std::string summary, std::vector<AnswerDoc> answers,
            Handler handle) {
  Route made;
  made.method = std::move(method);
  made.pattern = std::move(pattern);
  made.summary = std::move(summary);
  made.tag = "datasets";
  if (made.pattern.find('{') != std::string::npos) made.captures = {name_param()};
  made.answers = std::move(answers);
  made.handle = std::move(handle);
  return made;
}

AnswerDoc json_answer(std::string help, std::string schema, std::vector<std::string> headers = {}) {
  return {200, std::move(help), {{"application/json", std::move(schema), ""}}, std::move(headers)};
}

}  // namespace

std::vector<Route> dataset_routes(const Services& services) {
  const std::string head =
      R"({"type": "object", "required": ["name", "version", "source", "rows"], "properties": {"name": {"type": "string"}, )"
      R"("version": {"type": "string"}, "source": {"type": "string"}, "rows": {"type": "integer"}, "columns": {"type": "array"}}})";
  const std::string heads =
      R"({"type": "object", "required": ["datasets"], "properties": {"datasets": {"type": "array", "items": )" + head +
      "}}}";

  Route all = route("GET", "/datasets", "the datasets that there are", {json_answer("all of them", heads)},
                    [&services](const Request&) { return list(services); });
  Route one = route("GET", "/datasets/{name}", "a dataset: version, source and the profile of each column",
                    {json_answer("the dataset", head, {"ETag"}), {304, "The client has it.", {}, {"ETag"}}},
                    [&services](const Request& request) { return describe(services, request); });
  Route post = route("POST", "/datasets/{name}", "upload rows into a named dataset", upload_answers(),
                     [&services](const Request& request) { return upload(services, request); });
  post.query = upload_parameters();
  post.body = upload_bodies();
  post.streams_body = true;
  post.body_optional = false;
  Route erase = route("DELETE", "/datasets/{name}", "delete a dataset", {{204, "deleted", {}, {}}},
                      [&services](const Request& request) { return remove(services, request); });
  Route page =
      route("GET", "/datasets/{name}/rows", "the rows of a dataset, filtered and by pages",
            row_answers(RowShape::enveloped), [&services](const Request& request) { return rows(services, request); });
  page.query = row_parameters();
  page.headers = {"If-None-Match"};
  one.headers = {"If-None-Match"};
  return {std::move(all), std::move(one), std::move(post), std::move(erase), std::move(page)};
}

}  // namespace perigee::api
