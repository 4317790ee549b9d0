#include "api/upload.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "api/archive.h"
#include "api/config.h"
#include "api/dataset_json.h"
#include "api/download.h"
#include "api/ingest.h"
#include "perigee/base/text.h"
#include "perigee/schema/json_values.h"

namespace perigee::api {
namespace {

constexpr std::size_t kPeek = 4096;  // enough to know the format, and to hold an order to import

std::optional<DataFormat> format_of_type(std::string_view content_type) {
  const std::string type = lower(trim(content_type.substr(0, content_type.find(';'))));
  if (type == "text/csv" || type == "application/csv" || type == "text/tab-separated-values") return DataFormat::csv;
  if (type == "application/json") return DataFormat::json;
  if (type == "application/x-ndjson" || type == "application/jsonl") return DataFormat::ndjson;
  return std::nullopt;
}

WriteMode mode_of(const Request& request, WriteMode usual) {
  const auto word = request.parameter("mode");
  if (!word) return usual;
  return *word == "append" ? WriteMode::append : WriteMode::replace;
}

std::string source_of(const Request& request, std::string_view file_name) {
  if (const auto source = request.parameter("source")) return *source;
  return file_name.empty() ? "upload" : std::string(file_name.substr(file_name.find_last_of("/\\") + 1));
}

Response answer_of(const Result<Stored>& stored) {
  if (stored) return stored_response(*stored);
  return problem_response(upload_status(stored.problems()), stored.problems());
}

Response no_file() {
  return problem_response(
      400,
      {{"csv-required", "", "CSV file required", "Send a part named 'file' whose file name ends with .csv.", {}, {}}});
}

// A multipart body: the first part that is a file; the others are read and dropped.
class FileUpload {
 public:
  FileUpload(const Services& services, const Request& request, std::string dataset, FileNames names)
      : services_(services), request_(request), dataset_(std::move(dataset)), names_(names) {}

  Response run() {
    const bool whole = request_.stream->read_parts([this](const Body::Part& part) { return begin(part); },
                                                   [this](std::string_view piece) { return take(piece); });
    if (misnamed_ || (whole && !ingest_)) return no_file();
    if (!whole && !(ingest_ && ingest_->is_refused())) return problem_response(400, {broken_off()});
    return answer_of(ingest_->finish());
  }

 private:
  bool begin(const Body::Part& part) {
    inside_ = !ingest_ && (part.name == "file" || !part.filename.empty());
    if (!inside_) return true;
    const std::string name = lower(part.filename);
    const bool is_known =
        std::ranges::any_of(kSuffixes, [&](std::string_view suffix) { return name.ends_with(suffix); });
    misnamed_ = names_ == FileNames::csv_only ? !name.ends_with(".csv") : !is_known;
    if (misnamed_) return false;
    const DataFormat format = format_of(name, "");
    ingest_.emplace(
        services_, Upload{dataset_, mode_of(request_, WriteMode::replace), format, source_of(request_, part.filename)});
    return true;
  }

  bool take(std::string_view piece) { return !inside_ || ingest_->write(piece); }

  static constexpr std::array<std::string_view, 5> kSuffixes = {".csv", ".tsv", ".json", ".ndjson", ".jsonl"};

  const Services& services_;
  const Request& request_;
  std::string dataset_;
  FileNames names_;
  std::optional<Ingest> ingest_;
  bool inside_ = false, misnamed_ = false;
};

// A raw body: what it is shows its type or its first bytes.
class RawUpload {
 public:
  RawUpload(const Services& services, const Request& request, std::string dataset)
      : services_(services), request_(request), dataset_(std::move(dataset)) {}

  Response run() {
    const bool whole = request_.stream->read([this](std::string_view piece) { return take(piece); });
    if (!whole && !(ingest_ && ingest_->is_refused())) return problem_response(400, {broken_off()});
    if (ingest_) return answer_of(ingest_->finish());
    if (trim(peeked_) == "[]") return nothing_added();
    if (const auto url = import_address()) return import(*url);
    begin();
    return answer_of(ingest_->finish());
  }

 private:
  bool take(std::string_view piece) {
    if (ingest_) return ingest_->write(piece);
    peeked_.append(piece);
    if (peeked_.size() <= kPeek) return true;
    return begin();
  }

  bool begin() {
    const DataFormat format = data_format();
    const WriteMode usual = format == DataFormat::csv ? WriteMode::replace : WriteMode::append;
    ingest_.emplace(services_, Upload{dataset_, mode_of(request_, usual), format, source_of(request_, "")});
    return ingest_->write(std::exchange(peeked_, {}));
  }

  DataFormat data_format() const {
    const auto stated = format_of_type(request_.header("content-type").value_or(""));
    return stated ? *stated : format_of("", peeked_);
  }

  // {"url": "…"} and nothing else: an order to fetch, not a row.
  std::optional<std::string> import_address() const {
    if (data_format() != DataFormat::json) return std::nullopt;
    const auto json = parse_json(peeked_);
    if (!json || !json->is_object() || json->size() != 1 || !json->contains("url") || !json->at("url").is_string())
      return std::nullopt;
    return json->at("url").get<std::string>();
  }

  Response nothing_added() const {
    return json_response(201, R"({"status":"success","count":0,"added":0,"duplicates":0})");
  }

  Response import(const std::string& url) const {
    const Config& config = services_.config;
    if (config.import_hosts.empty())
      return problem_response(400, {{"import-refused",
                                     "/url",
                                     "This server fetches from no address.",
                                     "Upload the file, or name its host in PERIGEE_IMPORT_HOSTS.",
                                     {},
                                     {}}});
    Spool file(config.spool_directory);
    Download wanted;
    wanted.url = url;
    wanted.max_bytes = config.max_upload_bytes;
    wanted.hosts = config.import_hosts;
    if (const auto fetched = download(wanted, file); !fetched) return problem_response(400, fetched.problems());
    Problems unreadable;
    const Upload upload{dataset_, mode_of(request_, WriteMode::replace), format_of(url, file.read(0, kPeek)),
                        source_of(request_, url)};
    const auto stored = ingest(services_, upload, [&](const Take& take_piece) {
      auto name = read_csv(file, "", {config.max_upload_bytes}, take_piece);
      if (!name) unreadable = name.problems();
      return static_cast<bool>(name);
    });
    return unreadable.empty() ? answer_of(stored) : problem_response(422, unreadable);
  }

  const Services& services_;
  const Request& request_;
  std::string dataset_;
  std::string peeked_;
  std::optional<Ingest> ingest_;
};

}  // namespace

Response upload_response(const Services& services, const Request& request, const std::string& dataset,
                         FileNames names) {
  const std::string type = lower(request.header("content-type").value_or(""));
  if (type.starts_with("multipart/form-data")) return FileUpload(services, request, dataset, names).run();
  return RawUpload(services, request, dataset).run();
}

Response stored_response(const Stored& stored) {
  return json_response(201, stored_json(stored.commit, stored.report))
      .header("Location", "/datasets/" + stored.commit.manifest.name);
}

std::vector<Param> upload_parameters() {
  Param mode;
  mode.name = "mode";
  mode.help = "what the rows do to those that are there; without it CSV replaces, JSON appends";
  mode.kind = Kind::enumeration;
  mode.choices = {"replace", "append"};
  Param source;
  source.name = "source";
  source.help = "where the rows come from, for the footer of the charts";
  return {mode, source};
}

std::vector<MediaDoc> upload_bodies() {
  const std::string text = R"({"type": "string"})";
  const std::string row = R"({"type": "object"})";
  return {
      {"text/csv", text, R"("Company Name,Year,Private or State Run\nSpaceX,2020,P\n")"},
      {"application/json", R"({"anyOf": [{"type": "object"}, {"type": "array", "items": )" + row + "}]}",
       R"([{"Company Name": "SpaceX", "Year": 2020, "Private or State Run": "P"}])"},
      {"application/x-ndjson", text, R"("{\"Company Name\": \"SpaceX\", \"Year\": 2020}\n")"},
      {"multipart/form-data",
       R"({"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "contentMediaType": "text/csv"}}})",
       ""}};
}

std::vector<AnswerDoc> upload_answers() {
  const std::string stored =
      R"({"type": "object", "required": ["status", "count"], "properties": {"status": {"const": "success"}, )"
      R"("count": {"type": "integer"}, "added": {"type": "integer"}, "duplicates": {"type": "integer"}, )"
      R"("unchanged": {"type": "boolean"}, "version": {"type": "string"}, "report": {"type": "object"}}})";
  return {{201,
           "stored, or known already",
           {{"application/json", stored, R"({"status": "success", "count": 4324})"}},
           {"Location"}},
          problem_doc(422, "The rows can not be read truthfully; every problem has its line.")};
}

}  // namespace perigee::api
