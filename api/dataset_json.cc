#include "api/dataset_json.h"

#include <nlohmann/json.hpp>

#include "perigee/base/clock.h"
#include "perigee/schema/json_values.h"

namespace perigee::api {
namespace {

using nlohmann::ordered_json;

ordered_json top_json(const std::vector<ValueCount>& top) {
  ordered_json out = ordered_json::array();
  for (const ValueCount& one : top) out.push_back({{"value", one.value}, {"count", one.count}});
  return out;
}

ordered_json profile_json(const ColumnProfile& profile) {
  ordered_json out = {{"name", profile.name},
                      {"type", word(profile.type)},
                      {"missing", profile.missing},
                      {"distinct", profile.distinct},
                      {"distinct_is_estimate", profile.distinct_is_estimate},
                      {"least", profile.least},
                      {"most", profile.most}};
  if (profile.repaired_mojibake > 0) out["repaired_mojibake"] = profile.repaired_mojibake;
  if (!profile.top.empty()) out["top"] = top_json(profile.top);
  return out;
}

ordered_json columns_json(const std::vector<ColumnProfile>& columns) {
  ordered_json out = ordered_json::array();
  for (const ColumnProfile& profile : columns) out.push_back(profile_json(profile));
  return out;
}

ordered_json report_json(const LoadReport& report) {
  ordered_json out = {{"rows", report.rows}, {"bytes", report.bytes}, {"format", report.format}};
  if (!report.delimiter.empty()) out["delimiter"] = report.delimiter;
  out["columns"] = columns_json(report.columns);
  out["repaired_mojibake"] = report.repaired_mojibake;
  out["affected_rows"] = report.affected_rows;
  out["problems"] = ordered_json(to_json(report.problems));
  out["problem_count"] = report.problem_count;
  out["dropped_columns"] = report.dropped_columns;
  return out;
}

ordered_json head_json(const Manifest& manifest) {
  return {{"name", manifest.name},
          {"version", manifest.version},
          {"source", manifest.source},
          {"rows", manifest.rows},
          {"bytes", manifest.bytes()},
          {"created", iso8601(manifest.created)},
          {"updated", iso8601(manifest.updated)},
          {"href", "/datasets/" + manifest.name}};
}

std::string text_of(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

std::string manifest_json(const Manifest& manifest) {
  ordered_json out = head_json(manifest);
  out["blocks"] = manifest.blocks.size();
  out["columns"] = columns_json(manifest.columns);
  out["rows_href"] = "/datasets/" + manifest.name + "/rows";
  return text_of(out);
}

std::string manifests_json(const std::vector<Manifest>& manifests) {
  ordered_json list = ordered_json::array();
  for (const Manifest& manifest : manifests) list.push_back(head_json(manifest));
  return text_of({{"datasets", std::move(list)}});
}

std::string stored_json(const Commit& commit, const LoadReport& report) {
  return text_of({{"status", "success"},
                  {"count", report.rows},
                  {"added", commit.rows_added},
                  {"duplicates", report.rows - std::min(report.rows, commit.rows_added)},
                  {"unchanged", commit.unchanged},
                  {"dataset", commit.manifest.name},
                  {"rows", commit.manifest.rows},
                  {"version", commit.manifest.version},
                  {"report", report_json(report)}});
}

}  // namespace perigee::api
