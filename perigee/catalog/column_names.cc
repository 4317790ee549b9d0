#include "perigee/catalog/column_names.h"

#include <algorithm>

#include "perigee/base/text.h"

namespace perigee {
namespace {

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

const ColumnProfile* with_key(const Schema& schema, const std::string& key) {
  const auto found =
      std::find_if(schema.begin(), schema.end(), [&](const ColumnProfile& one) { return column_key(one.name) == key; });
  return found == schema.end() ? nullptr : &*found;
}

bool is_called(const ColumnNeed& need, const std::string& key) {
  const auto has_key = [&](const std::string& alias) { return column_key(alias) == key; };
  return has_key(need.role) || std::any_of(need.aliases.begin(), need.aliases.end(), has_key);
}

}  // namespace

std::string column_key(std::string_view name) {
  std::string key = lower(name);
  std::erase_if(key, [](char c) { return !is_word_byte(c); });
  return key.empty() ? std::string(name) : key;
}

bool accepts(const ColumnNeed& need, Type type) {
  return need.types.empty() || std::find(need.types.begin(), need.types.end(), type) != need.types.end();
}

std::vector<const ColumnProfile*> bearing(const ColumnNeed& need, const Schema& schema) {
  std::vector<const ColumnProfile*> found;
  const auto look_for = [&](const std::string& name) {
    const ColumnProfile* column = with_key(schema, column_key(name));
    if (column != nullptr && std::find(found.begin(), found.end(), column) == found.end()) found.push_back(column);
  };
  look_for(need.role);
  for (const auto& alias : need.aliases) look_for(alias);
  return found;
}

const ColumnProfile* column_for(const ColumnNeed& need, const Schema& schema) {
  for (const ColumnProfile* column : bearing(need, schema))
    if (accepts(need, column->type)) return column;
  return nullptr;
}

const ColumnProfile* column_named(std::string_view name, const Analysis& analysis, const Schema& schema) {
  const std::string key = column_key(name);
  for (const auto& need : analysis.columns)
    if (need.chosen_by.empty() && is_called(need, key))
      if (const ColumnProfile* column = column_for(need, schema)) return column;
  return with_key(schema, key);
}

const ColumnProfile* column_chosen(const ColumnNeed& need, const Values& values, const Analysis& analysis,
                                   const Schema& schema) {
  const auto value = values.find(need.chosen_by);
  const auto* const name = value == values.end() ? nullptr : std::get_if<std::string>(&value->second);
  if (name == nullptr || name->empty()) return column_for(need, schema);
  return column_named(*name, analysis, schema);
}

std::vector<std::string> known_columns(const Analysis& analysis, const Schema& schema) {
  std::vector<std::string> names;
  for (const auto& need : analysis.columns)
    if (need.chosen_by.empty() && column_for(need, schema) != nullptr) names.push_back(need.role);
  for (const auto& column : schema)
    if (std::find(names.begin(), names.end(), column.name) == names.end()) names.push_back(column.name);
  return names;
}

Schema schema_of(const Table& table) {
  Schema schema;
  for (const auto& column : table.columns()) {
    schema.emplace_back();
    schema.back().name = column.name();
    schema.back().type = column.type();
  }
  return schema;
}

}  // namespace perigee
