#include <algorithm>

#include "perigee/base/text.h"
#include "perigee/catalog/assignment.h"
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

// For a column that the user chooses by a parameter.
Problem not_chosen(const JobSpec& spec, const ColumnNeed& need, const Schema& schema) {
  const std::string instead = need.aliases.empty() ? "" : ", and no column " + join(quoted(need.aliases), " or ");
  return {"missing-parameter",
          "/parameters/" + need.chosen_by,
          "'" + need.chosen_by + "' (" + need.help + ") is not given" + instead +
              (instead.empty() ? "." : " of such a type is in the dataset '" + spec.dataset + "'."),
          "Name a column. " + those_that_fit(need, schema),
          {},
          {}};
}

Problem wrong_choice(const ColumnProfile& column, const ColumnNeed& need, const Schema& schema) {
  Problem problem = wrong_type(column, need, schema);
  problem.where = "/parameters/" + need.chosen_by;
  problem.remedy = "Choose another one. " + those_that_fit(need, schema);
  return problem;
}

Problem no_number(const std::string& item, const ColumnNeed& need) {
  return {"bad-value",
          "/parameters/" + need.chosen_by,
          "'" + item + "' is not a column and a number for it.",
          "Write name=number, such as radius_mean=17.99.",
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
    if (need.most > 1) return bind_list(need);
    if (!need.chosen_by.empty()) return bind_choice(need);
    if (const ColumnProfile* column = column_for(need, schema_)) return add(column->name, need.role);
    if (need.optional) return;
    const auto misfits = bearing(need, schema_);
    problems_.push_back(misfits.empty() ? missing_column(spec_, need, schema_)
                                        : wrong_type(*misfits.front(), need, schema_));
  }

  void bind_choice(const ColumnNeed& need) {
    const auto value = values_.find(need.chosen_by);
    if (value != values_.end() && !std::get<std::string>(value->second).empty())
      return bind_chosen(std::get<std::string>(value->second), need);
    if (const ColumnProfile* column = column_for(need, schema_)) return add(column->name, need.role);
    if (!need.optional) problems_.push_back(not_chosen(spec_, need, schema_));
  }

  // A column that the user names, in a role for which it must be of the right type.
  void bind_chosen(const std::string& name, const ColumnNeed& need) {
    const ColumnProfile* column = find_named(name, "/parameters/" + need.chosen_by);
    if (column == nullptr) return;
    if (!accepts(need, column->type)) return problems_.push_back(wrong_choice(*column, need, schema_));
    add(column->name, need.most > 1 ? need.role + "/" + column->name : need.role);
  }

  void bind_list(const ColumnNeed& need) {
    const auto& items = std::get<std::vector<std::string>>(values_.at(need.chosen_by));
    for (const auto& item : items) bind_item(item, need);
    if (!items.empty()) return;
    if (need.valued) return problems_.push_back(not_chosen(spec_, need, schema_));
    std::size_t taken = 0;
    for (const auto& column : schema_)
      if (accepts(need, column.type) && taken++ < need.most) add(column.name, need.role + "/" + column.name);
    if (taken == 0) problems_.push_back(not_chosen(spec_, need, schema_));
  }

  void bind_item(const std::string& item, const ColumnNeed& need) {
    if (!need.valued) return bind_chosen(item, need);
    const auto assignment = parse_assignment(item);
    if (!assignment) return problems_.push_back(no_number(item, need));
    bind_chosen(assignment->column, need);
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
    const ColumnProfile* column = find_named(name, where);
    if (column != nullptr) add(column->name, column->name);
    return column;
  }

  const ColumnProfile* find_named(const std::string& name, const std::string& where) {
    const ColumnProfile* column = column_named(name, analysis_, schema_);
    if (column != nullptr) return column;
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
