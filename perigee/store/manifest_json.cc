#include "perigee/store/manifest_json.h"

#include <map>
#include <nlohmann/json.hpp>

#include "perigee/base/error.h"
#include "perigee/schema/json_values.h"

namespace perigee {
namespace {

using nlohmann::json;

constexpr int kFormat = 1;

json json_of(const ColumnProfile& column) {
  json object{{"name", column.name},         {"type", word(column.type)}, {"missing", column.missing},
              {"distinct", column.distinct}, {"least", column.least},     {"most", column.most}};
  if (column.distinct_is_estimate) object["estimate"] = true;
  if (column.repaired_mojibake > 0) object["repaired"] = column.repaired_mojibake;
  for (const auto& [value, count] : column.top) object["top"].push_back({value, count});
  return object;
}

// Bytes in the order of the manifest's columns, 0 for a column that the block lacks: names are not repeated per block.
json json_of(const BlockInfo& block, const std::vector<ColumnProfile>& columns) {
  const std::map<std::string_view, std::uint64_t> sizes(block.column_bytes.begin(), block.column_bytes.end());
  json bytes = json::array();
  for (const auto& column : columns) {
    const auto size = sizes.find(column.name);
    bytes.push_back(size == sizes.end() ? 0 : size->second);
  }
  return {{"id", block.id}, {"rows", block.rows}, {"bytes", std::move(bytes)}};
}

ColumnProfile column_of(const json& object) {
  ColumnProfile column;
  column.name = object.at("name");
  const auto type = type_of(object.at("type").get<std::string>());
  if (!type) throw std::runtime_error("unknown type of column " + column.name);
  column.type = *type;
  column.missing = object.at("missing");
  column.distinct = object.at("distinct");
  column.least = object.at("least");
  column.most = object.at("most");
  column.distinct_is_estimate = object.value("estimate", false);
  column.repaired_mojibake = object.value("repaired", std::uint64_t{0});
  for (const json& pair : object.value("top", json::array())) column.top.push_back({pair.at(0), pair.at(1)});
  return column;
}

BlockInfo block_of(const json& object, const std::vector<ColumnProfile>& columns) {
  BlockInfo block{object.at("id"), object.at("rows"), {}};
  const json& bytes = object.at("bytes");
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (const std::uint64_t size = bytes.at(i); size > 0) block.column_bytes.emplace_back(columns[i].name, size);
  return block;
}

Manifest manifest_of(std::string_view name, const json& object) {
  Manifest manifest;
  manifest.name = name;
  manifest.version = object.at("version");
  manifest.source = object.at("source");
  manifest.rows = object.at("rows");
  manifest.created = object.at("created");
  manifest.updated = object.at("updated");
  manifest.batches = object.at("batches");
  for (const json& column : object.at("columns")) manifest.columns.push_back(column_of(column));
  for (const json& block : object.at("blocks")) manifest.blocks.push_back(block_of(block, manifest.columns));
  return manifest;
}

[[noreturn]] void unreadable(std::string_view name, const std::string& why) {
  throw EnvironmentError(Fault::internal,
                         "The manifest of dataset '" + std::string(name) + "' can not be read: " + why +
                             ". Run the version that wrote it, or delete the dataset and load it anew.");
}

}  // namespace

std::string to_json_text(const Manifest& manifest) {
  json object{{"format", kFormat},           {"version", manifest.version}, {"source", manifest.source},
              {"rows", manifest.rows},       {"created", manifest.created}, {"updated", manifest.updated},
              {"batches", manifest.batches}, {"columns", json::array()},    {"blocks", json::array()}};
  for (const auto& column : manifest.columns) object["columns"].push_back(json_of(column));
  for (const auto& block : manifest.blocks) object["blocks"].push_back(json_of(block, manifest.columns));
  return json_text(object);
}

Manifest parse_manifest(std::string_view name, std::string_view text) try {
  const json object = json::parse(text);
  const int format = object.at("format");
  if (format != kFormat)
    unreadable(name,
               "it has format " + std::to_string(format) + " and this version knows format " + std::to_string(kFormat));
  return manifest_of(name, object);
} catch (const json::exception& error) {
  unreadable(name, error.what());
} catch (const std::runtime_error& error) {
  if (dynamic_cast<const EnvironmentError*>(&error)) throw;
  unreadable(name, error.what());
}

}  // namespace perigee
