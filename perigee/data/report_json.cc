#include "perigee/data/report_json.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace perigee {
namespace {

using nlohmann::json;

json json_of(const Problem& problem) {
  json object = {{"code", problem.code}, {"what", problem.what}};
  if (!problem.where.empty()) object["where"] = problem.where;
  if (!problem.remedy.empty()) object["remedy"] = problem.remedy;
  if (problem.line) object["line"] = *problem.line;
  if (problem.column) object["column"] = *problem.column;
  return object;
}

// Reads members of an object and remembers the first that has the wrong shape; absent ones keep their default.
class Reader {
 public:
  explicit Reader(const json& object) : object_(object) {
    if (!object.is_object()) wrong_ = "(the whole)";
  }

  void read(const char* key, std::string& to) { take(key, &json::is_string, to); }
  void read(const char* key, std::uint64_t& to) { take(key, &json::is_number_unsigned, to); }
  void read(const char* key, bool& to) { take(key, &json::is_boolean, to); }
  void read(const char* key, std::optional<std::uint64_t>& to) {
    std::uint64_t value = 0;
    if (take(key, &json::is_number_unsigned, value)) to = value;
  }
  // `read_one` appends an element; false when its shape is wrong.
  template <class ReadOne>
  void each(const char* key, ReadOne read_one) {
    const json* list = member(key);
    if (list == nullptr) return;
    if (!list->is_array()) return wrong(key);
    for (const json& element : *list)
      if (!read_one(element)) return wrong(key);
  }
  void wrong(const char* key) {
    if (wrong_.empty()) wrong_ = key;
  }
  bool ok() const { return wrong_.empty(); }
  Problem problem(std::string_view of) const {
    return {"bad-report",
            {},
            "A stored " + std::string(of) + " can not be read: '" + wrong_ + "' has the wrong shape.",
            "Replace the dataset (mode=replace).",
            {},
            {}};
  }

 private:
  const json* member(const char* key) {
    if (!object_.is_object()) return nullptr;
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
  }
  template <class Value>
  bool take(const char* key, bool (json::*has_type)() const noexcept, Value& to) {
    const json* value = member(key);
    if (value == nullptr) return false;
    if (!(value->*has_type)()) return wrong(key), false;
    to = value->get<Value>();
    return true;
  }

  const json& object_;
  std::string wrong_;
};

bool read_count(const json& object, std::vector<ValueCount>& to) {
  Reader reader(object);
  ValueCount count;
  reader.read("value", count.value);
  reader.read("count", count.count);
  to.push_back(std::move(count));
  return reader.ok();
}

bool read_problem(const json& object, Problems& to) {
  Reader reader(object);
  Problem problem;
  reader.read("code", problem.code);
  reader.read("where", problem.where);
  reader.read("what", problem.what);
  reader.read("remedy", problem.remedy);
  reader.read("line", problem.line);
  reader.read("column", problem.column);
  to.push_back(std::move(problem));
  return reader.ok();
}

}  // namespace

json to_json(const ColumnProfile& profile) {
  json object = {{"name", profile.name},
                 {"type", word(profile.type)},
                 {"missing", profile.missing},
                 {"distinct", profile.distinct}};
  if (profile.distinct_is_estimate) object["distinctIsEstimate"] = true;
  if (!profile.least.empty()) object["least"] = profile.least;
  if (!profile.most.empty()) object["most"] = profile.most;
  if (profile.repaired_mojibake > 0) object["repairedMojibake"] = profile.repaired_mojibake;
  for (const ValueCount& entry : profile.top) object["top"].push_back({{"value", entry.value}, {"count", entry.count}});
  return object;
}

json to_json(const LoadReport& report) {
  json object = {{"rows", report.rows},
                 {"bytes", report.bytes},
                 {"format", report.format},
                 {"columns", json::array()},
                 {"repairedMojibake", report.repaired_mojibake},
                 {"affectedRows", report.affected_rows},
                 {"problemCount", report.problem_count},
                 {"problems", json::array()},
                 {"droppedColumns", report.dropped_columns}};
  if (!report.delimiter.empty()) object["delimiter"] = report.delimiter;
  for (const ColumnProfile& profile : report.columns) object["columns"].push_back(to_json(profile));
  for (const Problem& problem : report.problems) object["problems"].push_back(json_of(problem));
  return object;
}

Result<ColumnProfile> column_profile_of(const json& object) {
  Reader reader(object);
  ColumnProfile profile;
  std::string type;
  reader.read("name", profile.name);
  reader.read("type", type);
  reader.read("missing", profile.missing);
  reader.read("distinct", profile.distinct);
  reader.read("distinctIsEstimate", profile.distinct_is_estimate);
  reader.read("least", profile.least);
  reader.read("most", profile.most);
  reader.read("repairedMojibake", profile.repaired_mojibake);
  reader.each("top", [&](const json& element) { return read_count(element, profile.top); });
  const auto known = type_of(type);
  if (!known) reader.wrong("type");
  if (!reader.ok()) return reader.problem("column profile");
  profile.type = *known;
  return profile;
}

Result<LoadReport> load_report_of(const json& object) {
  Reader reader(object);
  LoadReport report;
  reader.read("rows", report.rows);
  reader.read("bytes", report.bytes);
  reader.read("format", report.format);
  reader.read("delimiter", report.delimiter);
  reader.read("repairedMojibake", report.repaired_mojibake);
  reader.read("affectedRows", report.affected_rows);
  reader.read("problemCount", report.problem_count);
  reader.each("problems", [&](const json& element) { return read_problem(element, report.problems); });
  reader.each("droppedColumns", [&](const json& element) {
    if (element.is_string()) report.dropped_columns.push_back(element.get<std::string>());
    return element.is_string();
  });
  reader.each("columns", [&](const json& element) {
    auto profile = column_profile_of(element);
    if (!profile) return false;
    report.columns.push_back(*std::move(profile));
    return true;
  });
  if (!reader.ok()) return reader.problem("load report");
  return report;
}

}  // namespace perigee
