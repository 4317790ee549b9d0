#include "perigee/store/record_fields.h"

#include <charconv>
#include <map>
#include <string>

#include "perigee/base/error.h"

namespace perigee {
namespace {

constexpr std::string_view kFormat = "1";

template <class Number>
std::string text_of(Number number) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
}

// Fields as they are read; every getter names what it can not read.
class Fields {
 public:
  Fields(std::string_view id, const RedisReply& hash) : id_(id) {
    for (std::size_t i = 0; i + 1 < hash.items.size(); i += 2) values_[hash.items[i].bytes] = hash.items[i + 1].bytes;
  }

  bool has(std::string_view name) const { return values_.contains(name); }

  std::string text(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string() : std::string(found->second);
  }

  template <class Number>
  Number number(std::string_view name) const {
    const std::string digits = text(name);
    Number value{};
    if (digits.empty()) return value;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) unreadable(name);
    return value;
  }

  [[noreturn]] void unreadable(std::string_view name) const {
    throw EnvironmentError(Fault::internal, "The record of job '" + std::string(id_) + "' has a field '" +
                                                std::string(name) + "' that this version can not read ('" +
                                                text(name).substr(0, 40) +
                                                "'). It was written by a newer version or by something else.");
  }

 private:
  std::string_view id_;
  std::map<std::string_view, std::string_view, std::less<>> values_;
};

ResultInfo result_of(const Fields& fields) {
  ResultInfo result;
  result.content_type = fields.text("result.content_type");
  result.bytes = fields.number<std::uint64_t>("result.bytes");
  result.sha256 = fields.text("result.sha256");
  result.width = fields.number<int>("result.width");
  result.height = fields.number<int>("result.height");
  result.rows = fields.number<std::uint64_t>("result.rows");
  result.dataset_version = fields.text("result.dataset_version");
  result.render_millis = fields.number<double>("result.render_millis");
  return result;
}

Failure failure_of(const Fields& fields) {
  const auto failure_class = failure_class_of(fields.text("failure.class"));
  if (!failure_class) fields.unreadable("failure.class");
  return {*failure_class, fields.text("failure.reason"), fields.text("failure.message"),
          fields.number<int>("failure.exit_code")};
}

void append(RedisArgs& to, const RedisArgs& more) { to.insert(to.end(), more.begin(), more.end()); }

}  // namespace

RedisArgs fields_of(const ResultInfo& result) {
  return {"result.content_type",    result.content_type,    "result.bytes",         text_of(result.bytes),
          "result.sha256",          result.sha256,          "result.width",         text_of(result.width),
          "result.height",          text_of(result.height), "result.rows",          text_of(result.rows),
          "result.dataset_version", result.dataset_version, "result.render_millis", text_of(result.render_millis)};
}

RedisArgs fields_of(const Failure& failure) {
  return {"failure.class",     std::string(word(failure.failure_class)),
          "failure.reason",    failure.reason,
          "failure.message",   failure.message,
          "failure.exit_code", text_of(failure.exit_code)};
}

RedisArgs fields_of(const JobRecord& record) {
  RedisArgs fields{"format",   std::string(kFormat),      "uid",        record.uid,
                   "executor", record.executor,           "state",      std::string(word(record.state)),
                   "spec",     to_json_text(record.spec), "request_id", record.request_id,
                   "attempts", text_of(record.attempts),  "created",    text_of(record.created)};
  const auto add = [&fields](bool is_known, const char* name, std::string value) {
    if (is_known) append(fields, {name, std::move(value)});
  };
  add(record.started != 0, "started", text_of(record.started));
  add(record.finished != 0, "finished", text_of(record.finished));
  add(record.expires != 0, "expires", text_of(record.expires));
  add(!record.dataset_version.empty(), "dataset_version", record.dataset_version);
  add(record.cancel_requested, "cancel_requested", "1");
  if (record.result) append(fields, fields_of(*record.result));
  if (record.failure) append(fields, fields_of(*record.failure));
  return fields;
}

std::optional<JobRecord> record_of(std::string_view id, const RedisReply& hash) {
  if (hash.items.empty()) return std::nullopt;
  const Fields fields(id, hash);
  if (fields.text("format") != kFormat) fields.unreadable("format");
  const auto state = state_of(fields.text("state"));
  if (!state) fields.unreadable("state");
  auto spec = parse_spec(fields.text("spec"));
  if (!spec) fields.unreadable("spec");
  JobRecord record;
  record.id = id;
  record.uid = fields.text("uid");
  record.executor = fields.text("executor");
  record.state = *state;
  record.spec = *std::move(spec);
  record.request_id = fields.text("request_id");
  record.attempts = fields.number<int>("attempts");
  record.created = fields.number<Millis>("created");
  record.started = fields.number<Millis>("started");
  record.finished = fields.number<Millis>("finished");
  record.expires = fields.number<Millis>("expires");
  record.dataset_version = fields.text("dataset_version");
  record.cancel_requested = fields.has("cancel_requested");
  if (fields.has("result.sha256")) record.result = result_of(fields);
  if (fields.has("failure.class")) record.failure = failure_of(fields);
  return record;
}

}  // namespace perigee
