#include "api/rows.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "api/json_text.h"
#include "api/rows_text.h"
#include "api/url.h"
#include "perigee/base/sha256.h"
#include "perigee/base/text.h"
#include "perigee/catalog/column_names.h"
#include "perigee/catalog/filter.h"
#include "perigee/schema/check.h"
#include "perigee/store/datasets.h"

namespace perigee::api {
namespace {

constexpr double kMaxPage = 10'000;
constexpr std::string_view kRowNumber = "id";
constexpr std::size_t kFlushBytes = std::size_t{64} * 1024;

struct RowQuery {
  RowFormat format = RowFormat::json;
  std::vector<Filter> filters;
  std::vector<std::string> columns;  // of the dataset, in its order
  std::optional<std::uint64_t> limit;
  std::uint64_t begin = 0;  // first row of the dataset that is looked at
};

std::uint64_t number(const std::string& text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// By `format`, else by the first acceptable type that Accept names.
std::optional<RowFormat> chosen_format(const Request& request) {
  if (const auto word = request.parameter("format")) return row_format_of(*word);
  const auto accept = request.header("accept");
  if (!accept || trim(*accept).empty()) return RowFormat::json;
  for (const std::string_view one : split(*accept, ',')) {
    const std::string type = lower(trim(one.substr(0, one.find(';'))));
    if (type == "*/*" || type == "application/*" || type == "application/json") return RowFormat::json;
    if (type == "application/x-ndjson") return RowFormat::ndjson;
    if (type == "text/csv" || type == "text/*") return RowFormat::csv;
  }
  return std::nullopt;
}

// Names are matched as people write them: without case, spaces and punctuation.
Problems resolve_columns(std::vector<Filter>& filters, const Manifest& manifest) {
  static const Analysis kNoAliases;
  Problems problems;
  for (Filter& filter : filters) {
    const ColumnProfile* column = column_named(filter.column, kNoAliases, manifest.columns);
    if (column == nullptr) {
      problems.push_back(unknown_name(filter.column, known_columns(kNoAliases, manifest.columns), "/query/filter"));
      continue;
    }
    filter.column = column->name;
    for (Problem& problem : check(filter, column->type)) problems.push_back(std::move(problem));
  }
  return problems;
}

Result<RowQuery> read_query(const Request& request, const Manifest& manifest, RowFormat format) {
  RowQuery query;
  query.format = format;
  for (const ColumnProfile& column : manifest.columns) query.columns.push_back(column.name);
  if (const auto limit = request.parameter("limit")) query.limit = number(*limit);
  if (const auto after = request.parameter("after")) query.begin = number(*after) + 1;
  const auto values = parse_values(row_parameters(), request.query, "/query");
  if (!values) return values.problems();
  const auto texts = values->find("filter");
  if (texts == values->end()) return query;
  auto filters = parse_filters(std::get<std::vector<std::string>>(texts->second));
  if (!filters) return filters.problems();
  query.filters = *std::move(filters);
  if (Problems problems = resolve_columns(query.filters, manifest); !problems.empty()) return problems;
  return query;
}

// The rows carry their number in the dataset through the filter, as a column in front.
Table with_numbers(const Table& table, std::uint64_t begin) {
  ColumnBuilder numbers{std::string(kRowNumber), Type::integer};
  for (std::size_t row = 0; row < table.rows(); ++row) numbers.add(static_cast<std::int64_t>(begin + row));
  std::vector<Column> columns = {numbers.build()};
  for (const Column& column : table.columns())
    columns.push_back(column.name() == kRowNumber ? column.renamed("id_") : column);
  return Table(std::move(columns));
}

// As the client gets them: with the numbers where the shape has them, else as they lie in the dataset.
Table shown(const Table& numbered, const std::vector<std::string>& columns, RowShape shape) {
  if (shape == RowShape::bare || shape == RowShape::enveloped) return numbered;
  std::vector<Column> own;
  for (std::size_t at = 0; at < columns.size(); ++at) own.push_back(numbered.columns()[at + 1].renamed(columns[at]));
  return Table(std::move(own));
}

std::string opening(RowShape shape, const Manifest& manifest) {
  if (shape == RowShape::launches) return "{\"launches\":[";
  if (shape != RowShape::enveloped) return "[";
  return "{\"dataset\":" + api::quoted(manifest.name) + ",\"version\":" + api::quoted(manifest.version) +
         ",\"total\":" + std::to_string(manifest.rows) + ",\"rows\":[";
}

std::string closing(RowShape shape, std::optional<std::uint64_t> next) {
  if (shape == RowShape::launches) return "]}";
  if (shape != RowShape::enveloped) return "]";
  return "],\"next\":" + (next ? '"' + std::to_string(*next) + '"' : "null") + '}';
}

class RowWriter {
 public:
  RowWriter(RowFormat format, RowShape shape, const Manifest& manifest, const Write& write)
      : format_(format), shape_(shape), write_(write) {
    if (format_ == RowFormat::json) text_ = opening(shape_, manifest);
  }

  // `table` is as the shape shows it.
  bool add(const Table& table, std::size_t row) {
    if (format_ == RowFormat::csv && rows_ == 0) append_csv_header(text_, table);
    if (format_ == RowFormat::csv) {
      append_csv_row(text_, table, row);
    } else {
      if (format_ == RowFormat::json) text_ += rows_ == 0 ? "\n" : ",\n";
      append_json_row(text_, table, row);
      if (format_ == RowFormat::ndjson) text_ += '\n';
    }
    ++rows_;
    return text_.size() < kFlushBytes || flush();
  }

  void add_header_alone(const Table& table) {
    if (format_ == RowFormat::csv && rows_ == 0) append_csv_header(text_, table);
  }

  void end(std::optional<std::uint64_t> next) {
    if (format_ == RowFormat::json) text_ += (rows_ == 0 ? "" : "\n") + closing(shape_, next) + '\n';
    flush();
  }

  std::uint64_t rows() const { return rows_; }

 private:
  bool flush() {
    const bool alive = write_(text_);
    text_.clear();
    return alive;
  }

  RowFormat format_;
  RowShape shape_;
  const Write& write_;
  std::string text_;
  std::uint64_t rows_ = 0;
};

// Writes the rows block by block; the number of the last one when the page ended before the dataset did.
std::optional<std::uint64_t> write_rows(DatasetReader& reader, const RowQuery& query, RowShape shape,
                                        RowWriter& writer) {
  const std::uint64_t total = reader.manifest().rows;
  const bool is_page = query.limit && query.filters.empty();
  for (std::uint64_t begin = query.begin; begin < total;) {
    const std::uint64_t step = is_page ? *query.limit : kRowsPerBlock;
    const std::uint64_t end = std::min({total, begin + step, (begin / kRowsPerBlock + 1) * kRowsPerBlock});
    const Table rows = keep(with_numbers(reader.read_rows(query.columns, begin, end), begin), query.filters);
    const Table shown_rows = shown(rows, query.columns, shape);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      if (!writer.add(shown_rows, row)) return std::nullopt;
      const auto number = static_cast<std::uint64_t>(rows.column(kRowNumber).integer(row));
      if (query.limit && writer.rows() == *query.limit)
        return number + 1 < total ? std::optional(number) : std::nullopt;
    }
    begin = end;
  }
  return std::nullopt;
}

std::string next_link(const Request& request, std::uint64_t after) {
  std::string query;
  for (const auto& [name, value] : request.query)
    if (name != "after") query += percent_encoded(name) + '=' + percent_encoded(value) + '&';
  return '<' + request.path + '?' + query + "after=" + std::to_string(after) + ">; rel=\"next\"";
}

void write_all(DatasetReader& reader, const RowQuery& query, RowShape shape, const Write& write,
               std::optional<std::uint64_t>& next) {
  RowWriter writer(query.format, shape, reader.manifest(), write);
  next = write_rows(reader, query, shape, writer);
  if (writer.rows() == 0)
    writer.add_header_alone(shown(with_numbers(reader.read_rows(query.columns, 0, 0), 0), query.columns, shape));
  writer.end(next);
}

// A page is made whole, so that its head can name the next one.
Response page(DatasetReader& reader, const RowQuery& query, RowShape shape, const Request& request) {
  Response response;
  std::optional<std::uint64_t> next;
  write_all(
      reader, query, shape, [&](std::string_view piece) { return response.body.append(piece), true; }, next);
  if (next) response.header("Link", next_link(request, *next));
  return response;
}

Response whole(DatasetReader reader, const RowQuery& query, RowShape shape) {
  Response response;
  // shared_ptr: a std::function must be copyable, a reader with its lease is not
  auto held = std::make_shared<DatasetReader>(std::move(reader));
  response.stream = [held, query, shape](const Write& write) {
    std::optional<std::uint64_t> next;
    write_all(*held, query, shape, write, next);
  };
  return response;
}

std::string etag_of(const Manifest& manifest, const Request& request, const RowQuery& query, RowShape shape) {
  std::string key =
      manifest.version + '\n' + std::string(media_type(query.format)) + '\n' + std::to_string(static_cast<int>(shape));
  for (const auto& [name, value] : request.query) key.append(1, '\n').append(name).append(1, '=').append(value);
  return sha256_hex(key).substr(0, 32);
}

std::string rows_schema(RowShape shape) {
  std::string rows = R"({"type": "array", "items": {"type": "object"}})";
  if (shape == RowShape::launches)
    return R"({"type": "object", "required": ["launches"], "properties": {"launches": )" + rows + "}}";
  if (shape != RowShape::enveloped) return rows;
  return R"({"type": "object", "required": ["dataset", "version", "total", "rows", "next"], "properties": {)"
         R"("dataset": {"type": "string"}, "version": {"type": "string"}, "total": {"type": "integer"}, )"
         R"("rows": )" +
         rows + R"(, "next": {"type": ["string", "null"]}}})";
}

Param parameter(std::string name, Kind kind, std::string help) {
  Param param;
  param.name = std::move(name);
  param.kind = kind;
  param.help = std::move(help);
  return param;
}

}  // namespace

std::vector<Param> row_parameters() {
  Param limit = parameter("limit", Kind::integer, "at most so many rows; Link names the page after them");
  limit.range = Range{1, kMaxPage};
  Param after = parameter("after", Kind::integer, "only rows behind the one with this number");
  after.range = Range{0, 9e15};
  Param filter =
      parameter("filter", Kind::strings, "only rows that fit, such as Year>=1957 or Country=USA; may be repeated");
  Param format = parameter("format", Kind::enumeration, "what to answer with, before what Accept says");
  format.choices = {"json", "ndjson", "csv"};
  return {limit, after, filter, format};
}

std::vector<AnswerDoc> row_answers(RowShape shape) {
  return {{200,
           "the rows, in the order in which they were uploaded",
           {{"application/json", rows_schema(shape), ""},
            {"application/x-ndjson", R"({"type": "string"})", ""},
            {"text/csv; charset=utf-8", R"({"type": "string"})", ""}},
           {"ETag", "Link"}},
          {304, "The client has them.", {}, {"ETag"}},
          problem_doc(406, "Accept names no type that can be made.")};
}

Response rows_response(const Services& services, const Request& request, std::string_view dataset, RowShape shape) {
  const auto format = chosen_format(request);
  if (!format)
    return problem_response(406, "not-acceptable",
                            "Rows can be had as application/json, application/x-ndjson and text/csv.",
                            "Accept one of these, or give format=json, ndjson or csv.");
  auto reader = Datasets(services.redis).open(dataset);
  if (!reader)
    return problem_response(404, "no-such-dataset", "There is no dataset '" + std::string(dataset) + "'.",
                            "GET /datasets lists those that there are.");
  const auto query = read_query(request, reader->manifest(), *format);
  if (!query) return problem_response(400, query.problems());
  const std::string etag = etag_of(reader->manifest(), request, *query, shape);
  Response response = query->limit ? page(*reader, *query, shape, request) : whole(*std::move(reader), *query, shape);
  response.content_type = media_type(*format);
  response.header("Vary", "Accept").header("Cache-Control", "no-cache");
  return with_etag(request, std::move(response), etag);
}

}  // namespace perigee::api
