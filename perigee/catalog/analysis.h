// An analysis: a description and one pure function. Adding one is one file in perigee/analyses/ (docs/analyses.md).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/catalog/shared.h"
#include "perigee/chart/chart.h"
#include "perigee/data/table.h"
#include "perigee/schema/member.h"
#include "perigee/schema/param.h"
#include "perigee/schema/rule.h"
#include "perigee/schema/value.h"

namespace perigee {

// When a column is read at all.
struct When {
  std::string param;  // always, while empty
  Value equals;       // else where the parameter has this value (its default counts)
};

// A column that the analysis reads, under the name by which it knows it.
struct ColumnNeed {
  std::string role;                  // "year"; the column has this name in the Table handed to draw
  std::vector<std::string> aliases;  // names in real files, compared by letters and digits, without case
  std::vector<Type> types;           // accepted, in order of preference; empty: any
  std::string help;
  bool optional = false;     // absent: the Table lacks the role
  bool filter_only = false;  // read only where a filter names it: the role is a word for people, draw does not need it
  When when = {};            // not needed otherwise

  // The parameter by which the user names the column; role and aliases decide where it is not given, and name nothing
  // in filters. A parameter that is a list names up to `most` columns, "a" or "a=1.5"; without one all columns of such
  // a type are taken, up to that many. Listed columns bear the role "<role>/<own name>".
  std::string chosen_by = {};
  std::size_t most = 1;
  bool valued = false;  // each item of the list is name=number, and there is at least one
};

// What draw is told beside the cells: facts of the dataset that the footer and the title name.
struct DatasetFacts {
  std::string name;     // "launches"
  std::string source;   // "Global Space Launches" — the manifest's source, else the file's name
  std::string version;  // full; empty without Redis
  std::uint64_t rows = 0;
  std::vector<std::pair<std::string, std::string>> most;  // role → Column::display of its greatest cell
};

struct Input {
  Table table;  // columns named by role; filtered by `filter` already
  DatasetFacts facts;
  std::string filter;  // in words: "country = USA and year ≥ 1957"; empty: every row is in the table
  std::vector<std::pair<std::string, std::string>> names = {};  // role → the column's own name in the dataset
};

struct Analysis {
  std::string name;   // "top-private"
  std::string title;  // "Top private companies"
  std::string help;   // one sentence
  std::vector<Param> params;
  std::vector<Rule> rules;
  std::vector<ColumnNeed> columns;
  Values example;  // parameters that work on samples/<sample>.csv
  std::string sample = "launches";
  std::function<Chart(const Input&, const Values&)> draw;  // values were checked, defaults are in
};

// A description bound to a struct of parameters: the member's initialiser is the default, written once; an
// std::optional member has none. The kind follows from the member's type. A member may have any of the types int,
// std::int64_t, double, bool, std::string, std::vector<std::string>.
template <class P>
class Describe {
 public:
  Describe(std::string name, std::string title, std::string help) {
    analysis_.name = std::move(name);
    analysis_.title = std::move(title);
    analysis_.help = std::move(help);
  }

  template <class T>
  Describe& param(T P::*member, std::string name, std::string help) {
    const P initial{};
    analysis_.params.push_back(describe_member(initial.*member, name, std::move(help)));
    setters_.push_back([member, name](P& params, const Values& values) {
      if (const auto found = values.find(name); found != values.end()) params.*member = held_by<T>(found->second);
    });
    return *this;
  }
  template <class T>
  Describe& param(T P::*member, const Shared& shared) {
    return param(member, std::string(shared.name), std::string(shared.help));
  }

  // Each of these is about the parameter before it.
  Describe& between(double least, double most) {
    analysis_.params.back().range = Range{least, most};
    return *this;
  }
  Describe& choices(std::vector<std::string> words) {
    analysis_.params.back().kind = Kind::enumeration;
    analysis_.params.back().choices = std::move(words);
    return *this;
  }
  // The text names a column of the dataset, which the Table then holds under the parameter's name. Without the
  // parameter the first of the aliases is taken.
  Describe& column(std::vector<Type> types, std::vector<std::string> aliases = {}, bool optional = false) {
    Param& param = analysis_.params.back();
    param.kind = Kind::column;
    ColumnNeed need{param.name, std::move(aliases), std::move(types), param.help};
    need.optional = optional;
    need.chosen_by = param.name;
    return needs(std::move(need));
  }
  Describe& at_most(std::size_t items) {
    analysis_.params.back().max_items = items;
    return *this;
  }

  Describe& rule(Rule rule) {
    analysis_.rules.push_back(std::move(rule));
    return *this;
  }
  Describe& needs(ColumnNeed need) {
    analysis_.columns.push_back(std::move(need));
    return *this;
  }
  Describe& example(Values values) {
    analysis_.example = std::move(values);
    return *this;
  }
  Describe& sample(std::string dataset) {  // the example's, where that is not about launches
    analysis_.sample = std::move(dataset);
    return *this;
  }

  Analysis draws(Chart (*draw)(const Input&, const P&)) {
    analysis_.params.push_back(describe_member(std::vector<std::string>(), std::string(shared::kFilter.name),
                                               std::string(shared::kFilter.help)));
    analysis_.draw = [setters = setters_, draw](const Input& input, const Values& values) {
      P params;
      for (const auto& set : setters) set(params, values);
      return draw(input, params);
    };
    return std::move(analysis_);
  }

 private:
  Analysis analysis_;
  std::vector<std::function<void(P&, const Values&)>> setters_;
};

}  // namespace perigee
