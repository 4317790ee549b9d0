// The data of the cancer API: records as JSON, one of them by its patient, and loading from Kaggle.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/archive.h"
#include "api/charts/dataset_heads.h"
#include "api/config.h"
#include "api/ingest.h"
#include "api/json_text.h"
#include "api/kaggle.h"
#include "api/routes/cancer.h"
#include "api/routes/cancer_docs.h"
#include "api/rows.h"
#include "api/rows_text.h"
#include "api/seed.h"
#include "perigee/base/text.h"
#include "perigee/catalog/column_names.h"
#include "perigee/schema/json_values.h"
#include "perigee/store/datasets.h"

namespace perigee::api {
namespace {

// ---- records ----------------------------------------------------------------------------------------------------

// Hands the body on from its first character that is no white space; refuses it where that begins no list.
class ListBody {
 public:
  explicit ListBody(const Take& take) : take_(take) {}

  bool write(std::string_view piece) {
    if (!begun_) {
      const std::size_t first = piece.find_first_not_of(" \t\r\n");
      if (first == std::string_view::npos) return true;
      begun_ = true;
      is_list_ = piece[first] == '[';
    }
    return is_list_ && take_(piece);
  }
  bool is_list() const { return is_list_; }

 private:
  const Take& take_;
  bool begun_ = false, is_list_ = false;
};

Response no_list() {
  return refusal(400, "no-list", "Expected JSON list of records.", "Send [{\"PatientID\": 1, \"Age\": 80}].");
}

Response upload(const Services& services, const Request& request) {
  bool is_list = false;
  const Upload records_upload{std::string(kCancerDataset), WriteMode::replace, DataFormat::json, "upload"};
  const auto stored = ingest(services, records_upload, [&](const Take& take) {
    ListBody body(take);
    const bool whole = request.stream->read([&](std::string_view piece) { return body.write(piece); });
    is_list = body.is_list();
    return whole;
  });
  if (!is_list) return no_list();
  if (!stored) return problem_response(upload_status(stored.problems()), stored.problems());
  return message_response(200, "Uploaded " + std::to_string(stored->report.rows) + " records.");
}

Response all(const Services& services, const Request& request) {
  if (!Datasets(services.redis).find(kCancerDataset)) return refusal(404, "no-such-dataset", kNoCancerData);
  return rows_response(services, request, kCancerDataset, RowShape::records);
}

Response remove(const Services& services) {
  Datasets(services.redis).remove(kCancerDataset);
  services.heads.forget(std::string(kCancerDataset));
  return message_response(200, "Dataset deleted.");
}

// ---- one record -------------------------------------------------------------------------------------------------

const ColumnProfile* patient_column(const Manifest& manifest) {
  const ColumnNeed patient{
      .role = "PatientID", .aliases = {"Patient", "ID", "ID Number"}, .types = {}, .help = "who the record is of"};
  return column_for(patient, manifest.columns);
}

// The first row of these whose patient is the one looked for.
std::optional<std::size_t> row_of(const Column& patients, std::string_view wanted) {
  for (std::size_t row = 0; row < patients.size(); ++row)
    if (patients.display(row) == wanted) return row;
  return std::nullopt;
}

Response one(const Services& services, const Request& request) {
  auto reader = Datasets(services.redis).open(kCancerDataset);
  if (!reader) return refusal(404, "no-such-dataset", kNoCancerData);
  const std::string& wanted = request.captures.at("patient");
  const Manifest& manifest = reader->manifest();
  const ColumnProfile* column = patient_column(manifest);
  if (column == nullptr) return refusal(404, "no-such-record", "Record not found.", "The data name no patients.");
  const std::array<std::string, 1> name = {column->name};
  for (std::uint64_t begin = 0; begin < manifest.rows; begin += kRowsPerBlock) {
    const std::uint64_t end = std::min<std::uint64_t>(manifest.rows, begin + kRowsPerBlock);
    const auto row = row_of(reader->read_rows(name, begin, end).columns().front(), wanted);
    if (!row) continue;
    std::string text;
    append_json_row(text, reader->read_rows({}, begin + *row, begin + *row + 1), 0);
    return json_response(200, std::move(text));
  }
  return refusal(404, "no-such-record", "Record not found.");
}

// ---- loading ----------------------------------------------------------------------------------------------------

// {"dataset": "owner/slug", "file": "name.csv"}; nothing of it: the file of the settings.
struct Order {
  std::string dataset, file;
};

bool is_slug(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  };
  const auto pieces = split(text, '/');
  return pieces.size() == 2 && std::ranges::all_of(pieces, [&](std::string_view piece) {
           return !piece.empty() && piece.front() != '.' && std::ranges::all_of(piece, is_plain);
         });
}

Result<Order> order_of(const Request& request) {
  if (trim(request.body).empty()) return Order{};
  const auto body = parse_json(request.body);
  if (!body) return body.problems();
  const auto text = [&](const char* name) {
    return body->is_object() && body->contains(name) && body->at(name).is_string() ? body->at(name).get<std::string>()
                                                                                   : std::string();
  };
  Order order{text("dataset"), text("file")};
  if (!is_slug(order.dataset))
    return Problem{"bad-value",
                   "/dataset",
                   "'" + order.dataset + "' is no data set of Kaggle.",
                   "Write owner/name, such as preetigupta004/cancer-issue.",
                   {},
                   {}};
  return order;
}

Response loaded(const Stored& stored, const std::string& from) {
  return message_response(200, "Loaded " + std::to_string(stored.report.rows) + " rows from " + from + '.');
}

Response download_failed(const Problems& problems) {
  return problem_response(502, problems, "Download failed: " + problems.front().what);
}

Response load_from_kaggle(const Services& services, const Order& order) {
  Config config = services.config;
  config.kaggle_dataset = order.dataset;
  Spool archive(config.spool_directory);
  if (const auto fetched = fetch_from_kaggle(config, archive); !fetched) return download_failed(fetched.problems());
  std::string file = order.file;
  Problems unreadable;
  const Upload rows{std::string(kCancerDataset), WriteMode::replace, DataFormat::csv, "Kaggle: " + order.dataset};
  const auto stored = ingest(services, rows, [&](const Take& take) {
    const auto name = read_csv(archive, order.file, {config.max_upload_bytes}, take);
    if (!name) unreadable = name.problems();
    if (name && file.empty()) file = *name;
    return static_cast<bool>(name);
  });
  if (!unreadable.empty()) return download_failed(unreadable);
  if (!stored) return problem_response(upload_status(stored.problems()), stored.problems());
  return loaded(*stored, order.dataset + '/' + file);
}

Response load(const Services& services, const Request& request) {
  const auto order = order_of(request);
  if (!order) return problem_response(400, order.problems());
  if (!order->dataset.empty()) return load_from_kaggle(services, *order);
  const auto seeded = seed_cancer(services);
  if (!seeded) return problem_response(seed_status(seeded.problems()), seeded.problems());
  return loaded(*seeded, seeded->commit.manifest.source);
}

// ---- backup -----------------------------------------------------------------------------------------------------

Response backup(const Services& services) {
  const auto reply = services.redis.lend()->try_command(0, {"BGSAVE"});
  if (!reply.is_error()) return message_response(202, "Backup started.");
  if (reply.bytes.find("progress") != std::string::npos)
    return refusal(409, "backup-running", "Backup already running.", "Try again when it is done.");
  return refusal(503, "backup-refused", "Redis does not save its data now.", "Its log says why.");
}

Route load_route(const Services& services) {
  Route route = cancer_route("POST", "/data/load",
                             "load the records: from Kaggle, or without a body from the file of the settings",
                             {json_doc(200, "loaded", kMessageSchema), problem_doc(422, "The file is no table."),
                              problem_doc(502, "Kaggle can not be reached, or has no such file.")},
                             [&services](const Request& request) { return load(services, request); });
  route.body = {
      {"application/json",
       R"({"type": "object", "required": ["dataset"], "properties": {"dataset": {"type": "string", )"
       R"("pattern": "^[A-Za-z0-9_-][A-Za-z0-9._-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*$"}, "file": {"type": "string"}}})",
       R"({"dataset": "preetigupta004/cancer-issue", "file": "cancer issue.csv"})"}};
  return route;
}

}  // namespace

std::vector<Route> cancer_data(const Services& services) {
  Route post = cancer_route("POST", "/data", "replace the records",
                            {json_doc(200, "stored", kMessageSchema), problem_doc(422, "The records are no table.")},
                            [&services](const Request& request) { return upload(services, request); });
  post.body = {
      {"application/json", R"({"type": "array", "items": {"type": "object"}})", R"([{"PatientID": 1, "Age": 80}])"}};
  post.streams_body = true;
  auto read = row_answers(RowShape::records);
  read.push_back(problem_doc(404, "There are no data."));
  Route get = cancer_route("GET", "/data", "the records", std::move(read),
                           [&services](const Request& request) { return all(services, request); });
  get.query = row_parameters();
  get.headers = {"If-None-Match"};
  Route single =
      cancer_route("GET", "/data/{patient}", "the record of a patient",
                   {json_doc(200, "the record", R"({"type": "object"})"), problem_doc(404, "There is no such record.")},
                   [&services](const Request& request) { return one(services, request); });
  single.captures = {named_param("patient", "the PatientID")};
  return {std::move(post),
          std::move(get),
          cancer_route("DELETE", "/data", "delete the records", {json_doc(200, "deleted", kMessageSchema)},
                       [&services](const Request&) { return remove(services); }),
          std::move(single),
          load_route(services),
          cancer_route("POST", "/admin/backup", "have Redis save its data",
                       {json_doc(202, "begun", kMessageSchema), problem_doc(409, "One is running.")},
                       [&services](const Request&) { return backup(services); })};
}

}  // namespace perigee::api
