#include "api/routes/data.h"

#include <utility>

#include "api/charts/dataset_heads.h"
#include "api/config.h"
#include "api/rows.h"
#include "api/seed.h"
#include "api/upload.h"

namespace perigee::api {
namespace {

Response seed_answer(const Result<Stored>& seeded) {
  if (seeded) return stored_response(*seeded);
  return problem_response(seed_status(seeded.problems()), seeded.problems());
}

bool has_rows(const Services& services) {
  const auto manifest = Datasets(services.redis).find(kDefaultDataset);
  return manifest && manifest->rows > 0;
}

Response no_rows() { return json_response(200, "[]"); }

// An empty dataset is filled first: what old clients call "seeds if empty".
Response read(const Services& services, const Request& request) {
  if (has_rows(services)) return rows_response(services, request, kDefaultDataset, RowShape::bare);
  if (!services.config.seed_on_read) return no_rows();
  const auto seeded = seed_if_empty(services);
  if (seeded && !*seeded) return seed_answer(*seeded);
  return rows_response(services, request, kDefaultDataset, RowShape::bare);
}

Response write(const Services& services, const Request& request) {
  if (!request.has_body()) return seed_answer(seed(services));
  return upload_response(services, request, std::string(kDefaultDataset), FileNames::csv_only);
}

Response remove(const Services& services) {
  Datasets(services.redis).remove(kDefaultDataset);
  services.heads.forget(std::string(kDefaultDataset));
  return json_response(200, R"({"status":"all records deleted"})");
}

Route route(std::string method, std::string summary, std::vector<AnswerDoc> answers, Handler handle) {
  Route made;
  made.method = std::move(method);
  made.pattern = "/data";
  made.summary = std::move(summary);
  made.tag = "data";
  made.answers = std::move(answers);
  made.handle = std::move(handle);
  return made;
}

}  // namespace

std::vector<Route> data_routes(const Services& services) {
  const AnswerDoc no_seed = problem_doc(502, "The data set to seed from can not be downloaded.");
  auto read_answers = row_answers(RowShape::bare), write_answers = upload_answers();
  read_answers.push_back(no_seed);
  write_answers.push_back(no_seed);

  Route get = route("GET", "the rows of the default dataset, seeded if there are none", std::move(read_answers),
                    [&services](const Request& request) { return read(services, request); });
  get.query = row_parameters();
  get.headers = {"If-None-Match"};
  Route post =
      route("POST", "upload rows (multipart file, CSV, JSON, NDJSON), or seed with an empty body",
            std::move(write_answers), [&services](const Request& request) { return write(services, request); });
  post.query = upload_parameters();
  post.body = upload_bodies();
  post.streams_body = true;
  const std::string deleted = R"({"type": "object", "properties": {"status": {"type": "string"}}})";
  Route erase = route("DELETE", "delete the rows of the default dataset",
                      {{200, "deleted", {{"application/json", deleted, R"({"status": "all records deleted"})"}}, {}}},
                      [&services](const Request&) { return remove(services); });
  return {std::move(get), std::move(post), std::move(erase)};
}

}  // namespace perigee::api
