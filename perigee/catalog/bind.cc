#include <algorithm>

#include "perigee/base/text.h"
#include "perigee/catalog/column_names.h"
#include "perigee/catalog/filter.h"
#include "perigee/catalog/registry.h"
#include "perigee/catalog/run.h"
#include "perigee/schema/check.h"

namespace perigee {
namespace {

std::vector<std::string> names_of_types(const std::vector<Type>& types) {
  std::vector<std::string> names;
  for (const Type type : types) names.emplace_back(word(type));
  return names;
}

std::vector<std::string> quoted(std::vector<std::string> names) {
  for (auto& name : names) name = "'" + name + "'";
  return names;
}

// "Columns of such a type: 'Year', 'Day'."
std::string those_that_fit(const ColumnNeed& need, const Schema& schema) {
  std::vector<std::string> names;
  for (const auto& column : schema)
    if (accepts(need, column.type)) names.push_back(column.name);
  if (names.empty()) return "No column of the dataset has such a type.";
  return "Columns of such a type: " + join(quoted(names), ", ") + ".";
}

std::string accepted_names(const ColumnNeed& need) {
  std::vector<std::string> names = {need.role};
  for (const auto& alias : need.aliases)
    if (column_key(alias) != column_key(need.role)) names.push_back(alias);
  return join(quoted(names), " or ");
}

Problem missing_column(const JobSpec& spec, const ColumnNeed& need, const Schema& schema) {
  return {"missing-column",
          need.role,
          "The dataset '" + spec.dataset + "' has no column for '" + need.role + "' (" + need.help + ").",
          "Name one " + accepted_names(need) + ". " + those_that_fit(need, schema),
          {},
          {}};
}

Problem wrong_type(const ColumnProfile& column, const ColumnNeed& need, const Schema& schema) {
  return {"wrong-column-type",
          column.name,
          "The column '" + column.name + "' holds " + std::string(word(column.type)) + " values; '" + need.role +
              "' (" + need.help + ") is of type " + join(names_of_types(need.types), " or ") + ".",
          "Mend its values. " + those_that_fit(need, schema),
          {},
          {}};
}

class Binder {
 public:
  Binder(const JobSpec& spec, const Analysis& analysis, const Values& values, const Schema& schema)
      : spec_(spec), analysis_(analysis), values_(values), schema_(schema) {}

  Result<std::vector<Binding>> bind() {
    for (const auto& need : analysis_.columns)
      if (!need.filter_only && is_due(need)) bind_need(need);
    for (const auto& param : analysis_.params)
      if (param.kind == Kind::column) bind_parameter(param);
    bind_filters();
    if (!problems_.empty()) return std::move(problems_);
    return std::move(bindings_);
  }

 private:
  bool is_due(const ColumnNeed& need) const {
    if (need.when.param.empty()) return true;
    const auto value = values_.find(need.when.param);
    return value != values_.end() && value->second == need.when.equals;
  }

  void bind_need(const ColumnNeed& need) {
    if (const ColumnProfile* column = column_for(need, schema_)) return add(column->name, need.role);
    if (need.optional) return;
    const auto misfits = bearing(need, schema_);
    problems_.push_back(misfits.empty() ? missing_column(spec_, need, schema_)
                                        : wrong_type(*misfits.front(), need, schema_));
  }

  void bind_parameter(const Param& param) {
    const auto value = values_.find(param.name);
    if (value == values_.end() || std::get<std::string>(value->second).empty()) return;
    bind_named(std::get<std::string>(value->second), "/parameters/" + param.name);
  }

  void bind_filters() {
    const auto filters =
        parse_filters(std::get<std::vector<std::string>>(values_.at(std::string(shared::kFilter.name))));
    if (!filters) return add(filters.problems());
    for (const auto& filter : *filters)
      if (const ColumnProfile* column = bind_named(filter.column, "/parameters/filter"))
        add(check(filter, column->type));
  }

  const ColumnProfile* bind_named(const std::string& name, const std::string& where) {
    const ColumnProfile* column = column_named(name, analysis_, schema_);
    if (column != nullptr) {
      add(column->name, column->name);
      return column;
    }
    Problem problem = unknown_name(name, known_columns(analysis_, schema_), where);
    problem.code = "missing-column";
    problem.what = "The dataset '" + spec_.dataset + "' has no column '" + name + "'.";
    problems_.push_back(std::move(problem));
    return nullptr;
  }

  void add(const std::string& column, const std::string& role) {
    const Binding binding{column, role};
    if (std::find(bindings_.begin(), bindings_.end(), binding) == bindings_.end()) bindings_.push_back(binding);
  }
  void add(const Problems& more) { problems_.insert(problems_.end(), more.begin(), more.end()); }

  const JobSpec& spec_;
  const Analysis& analysis_;
  const Values& values_;
  const Schema& schema_;
  std::vector<Binding> bindings_;
  Problems problems_;
};

}  // namespace

Result<std::vector<Binding>> bind_columns(const JobSpec& spec, const std::vector<ColumnProfile>& schema) {
  if (const auto problems = check_spec(spec); !problems.empty()) return problems;
  const Analysis& analysis = *find_analysis(spec.analysis);
  const auto values = check(analysis.params, analysis.rules, spec.parameters);
  return Binder(spec, analysis, *values, schema).bind();
}

std::vector<std::string> columns_to_read(const std::vector<Binding>& bindings) {
  std::vector<std::string> names;
  for (const auto& binding : bindings)
    if (std::find(names.begin(), names.end(), binding.column) == names.end()) names.push_back(binding.column);
  return names;
}

}  // namespace perigee
