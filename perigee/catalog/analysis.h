// An analysis: a description and one pure function. Adding one is one file in perigee/analyses/ (docs/analyses.md).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/chart/chart.h"
#include "perigee/data/table.h"
#include "perigee/schema/param.h"
#include "perigee/schema/value.h"

namespace perigee {

// A column that the analysis reads, under the name by which it knows it.
struct ColumnNeed {
  std::string role;                  // "year"; the column has this name in the Table handed to draw
  std::vector<std::string> aliases;  // names in real files, compared trimmed and without case
  std::vector<Type> types;           // accepted, in order of preference
  std::string help;
  bool optional = false;             // absent: the Table lacks the role
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
};

struct Analysis {
  std::string name;   // "top-private"
  std::string title;  // "Top private companies"
  std::string help;   // one sentence
  std::vector<Param> params;
  std::vector<Rule> rules;
  std::vector<ColumnNeed> columns;
  Values example;     // parameters of a sample that works on samples/launches.csv
  std::function<Chart(const Input&, const Values&)> draw;  // values were checked, defaults are in
};

// A description bound to a struct of parameters: the member's initialiser is the default, written once.
template <class P>
class Describe {
 public:
  Describe(std::string name, std::string title, std::string help);

  template <class T>
  Describe& param(T P::*member, std::string name, std::string help);
  Describe& between(double least, double most);           // of the last parameter
  Describe& choices(std::vector<std::string> words);      // of the last parameter
  Describe& rule(Rule rule);
  Describe& needs(ColumnNeed need);
  Describe& example(Values values);
  Analysis draws(Chart (*draw)(const Input&, const P&));

 private:
  Analysis analysis_;
  std::vector<std::function<void(P&, const Values&)>> setters_;
};

}  // namespace perigee
