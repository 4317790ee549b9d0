#include "api/dataset_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "perigee/base/clock.h"
#include "perigee/data/report_json.h"

namespace perigee::api {
namespace {

using nlohmann::ordered_json;

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
  out["columns"] = ordered_json::array();
  for (const ColumnProfile& profile : manifest.columns) out["columns"].push_back(ordered_json(to_json(profile)));
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
                  {"report", ordered_json(to_json(report))}});
}

}  // namespace perigee::api
