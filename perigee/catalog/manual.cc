#include "perigee/catalog/manual.h"

#include "perigee/base/text.h"
#include "perigee/job/output.h"
#include "perigee/schema/help.h"
#include "perigee/schema/markdown.h"

namespace perigee {
namespace {

std::string types_in_words(const ColumnNeed& need) {
  std::vector<std::string> words;
  for (const Type type : need.types) words.emplace_back(word(type));
  return words.empty() ? "any type" : join(words, " or ");
}

std::string use_in_words(const ColumnNeed& need) {
  if (need.filter_only) return "for filters";
  if (!need.chosen_by.empty())
    return std::string(need.optional ? "if" : "as") + " chosen by '" + need.chosen_by + "'" +
           (need.most > 1 ? ", at most " + std::to_string(need.most) : "");
  if (!need.when.param.empty()) return "with " + need.when.param + "=" + to_text(need.when.equals);
  return need.optional ? "if there is one" : "needed";
}

std::string column_lines(const Analysis& analysis) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& need : analysis.columns) {
    const std::string aliases = need.aliases.empty() ? "" : ", also named " + join(need.aliases, ", ");
    rows.emplace_back("  " + need.role,
                      need.help + " (" + types_in_words(need) + "; " + use_in_words(need) + ")" + aliases);
  }
  return two_columns(rows);
}

std::string quoted_for_shell(const std::string& text) {
  if (text.find_first_of(" <>!&|;\"'$*?()") == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) c == '\'' ? quoted += "'\\''" : quoted += c;
  return quoted + "'";
}

std::string example_command(const Analysis& analysis) {
  std::string command = "perigee-runner --data " + analysis.sample + ".csv --analysis " + analysis.name;
  for (const auto& [name, value] : analysis.example)
    command += " --param " + quoted_for_shell(name + "=" + to_text(value));
  return command + " --out " + analysis.name + ".png";
}

std::string columns_markdown(const Analysis& analysis) {
  std::string text = "| column | type | | meaning | names in files |\n|---|---|---|---|---|\n";
  for (const auto& need : analysis.columns)
    text += "| `" + need.role + "` | " + types_in_words(need) + " | " + markdown_cell(use_in_words(need)) + " | " +
            markdown_cell(need.help) + " | " + markdown_cell(join(need.aliases, ", ")) + " |\n";
  return text;
}

std::string chapter(const Analysis& analysis) {
  return "## " + analysis.name + "\n\n" + analysis.help + "\n\n" + markdown_table(analysis.params, analysis.rules) +
         "\n" + columns_markdown(analysis) + "\n```sh\n" + example_command(analysis) + "\n```\n\n";
}

constexpr std::string_view kHead =
    R"(<!-- Generated from the descriptions in perigee/analyses by `cmake --build build/release -t regen`. -->
# Analyses

Parameters go into the JSON body or the query of a request, or after `--param`. A column is found by its role or by one
of the names listed, compared by letters and digits, without case.

)";

constexpr std::string_view kTail = R"(## Output

Every analysis takes these as members of `output`, in a query, or as flags of the runner.

)";

constexpr std::string_view kAdding = R"(
## Adding an analysis

Write one file, `perigee/analyses/<name>.cc`, and build. In a namespace with the file's name (`analyses::top_private` in
`top_private.cc`) it defines one function, which describes the analysis:

```cpp
#include "perigee/catalog/analysis.h"

namespace perigee::analyses::rockets {
namespace {

struct Params {
  int top = 10;  // the initialiser is the default, for every interface
};

Chart draw(const Input& input, const Params& params) {
  Chart chart;  // a finding as title, marks, and the table that is drawn
  return chart;
}

}  // namespace

Analysis analysis() {
  return Describe<Params>("rockets", "Rockets", "Launches by rocket.")
      .param(&Params::top, shared::kTop).between(1, 25)
      .needs({.role = "rocket", .aliases = {"Rocket Name"}, .types = {Type::category}, .help = "name of the rocket"})
      .example({{"top", std::int64_t{5}}})
      .draws(draw);
}

}  // namespace perigee::analyses::rockets
```

From it come the route, validation, OpenAPI, `perigee-runner describe`, this page and a test over its example. A
parameter's name has one type and one meaning across all analyses; `catalog/shared.h` has those that exist already.
)";

}  // namespace

std::string list_text(const std::vector<Analysis>& analyses) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& analysis : analyses) rows.emplace_back(analysis.name, analysis.help);
  return two_columns(rows);
}

std::string describe_text(const Analysis& analysis) {
  return analysis.name + ": " + analysis.help + "\n\nParameters:\n" + help_text(analysis.params, analysis.rules) +
         "\nColumns:\n" + column_lines(analysis) + "\nExample:\n  " + example_command(analysis) + "\n";
}

std::string analyses_markdown(const std::vector<Analysis>& analyses) {
  std::string text(kHead);
  for (const auto& analysis : analyses) text += chapter(analysis);
  return text + std::string(kTail) + markdown_table(output_params()) + std::string(kAdding);
}

std::string readme_table(const std::vector<Analysis>& analyses) {
  std::string text = "| analysis | shows | parameters |\n|---|---|---|\n";
  for (const auto& analysis : analyses) {
    std::vector<std::string> names;
    for (const auto& param : analysis.params) names.push_back("`" + param.name + "`");
    text += "| [" + analysis.name + "](docs/analyses.md#" + analysis.name + ") | " + markdown_cell(analysis.help) +
            " | " + join(names, ", ") + " |\n";
  }
  return text;
}

std::string with_readme_table(const std::string& readme, const std::vector<Analysis>& analyses) {
  constexpr std::string_view kBegin = "<!-- analyses: generated -->\n", kEnd = "<!-- /analyses -->\n";
  const std::size_t begin = readme.find(kBegin), end = readme.find(kEnd);
  if (begin == std::string::npos || end == std::string::npos || end < begin) return readme;
  return readme.substr(0, begin + kBegin.size()) + readme_table(analyses) + readme.substr(end);
}

}  // namespace perigee
