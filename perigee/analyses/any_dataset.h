// What the analyses of any dataset share: columns by the user's names, rows counted, numbers in words. Header only,
// because every source file of this folder is an analysis and is registered as one.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/base/text.h"
#include "perigee/catalog/analysis.h"
#include "perigee/catalog/opening.h"
#include "perigee/stat/launch_words.h"
#include "perigee/stat/numbers.h"
#include "perigee/stat/wording.h"

namespace perigee {

inline const std::vector<Type> kNumberTypes = {Type::real, Type::integer};
inline const std::vector<Type> kWordTypes = {Type::category, Type::text, Type::boolean, Type::integer};
inline constexpr std::size_t kMostGroups = 6;  // as many as there are hues

// ---- names ------------------------------------------------------------------------------------------------------

// The dataset's own name of a role.
inline std::string own_name(const Input& input, std::string_view role) {
  for (const auto& [known, name] : input.names)
    if (known == role) return name;
  return std::string(role);
}

// The same as words, and no longer than a title bears.
inline std::string name_of(const Input& input, std::string_view role) {
  constexpr std::size_t kLongest = 40;
  return shortened(words_of_name(own_name(input, role)), kLongest);
}
// The greatest cell of a role in the whole dataset, as Column::display writes it; empty where that is not known.
inline std::string greatest_of(const DatasetFacts& facts, std::string_view role) {
  for (const auto& [known, most] : facts.most)
    if (known == role) return most;
  return "";
}

// A word of the data as a title bears it.
inline std::string in_title(std::string_view word) { return shortened(word, 30); }

// The words of a column as readers should see them: the codes of diagnoses are spelled out.
inline Words readable(Words words, std::string_view column) {
  const auto is_code = [](const std::string& word) { return word == "M" || word == "B"; };
  if (lower(column) != "diagnosis" || !std::all_of(words.words.begin(), words.words.end(), is_code)) return words;
  for (std::string& word : words.words) word = word == "M" ? "Malignant" : "Benign";
  return words;
}

// The words of a role's column, most rows first, those beyond the first ones as "Other"; one nameless word for all rows
// where there is no such column.
inline Words groups_of(const Input& input, std::string_view role, std::size_t most) {
  if (const Column* const column = input.table.find(role))
    return readable(folded(words_of(*column), most - 1), own_name(input, role));
  const std::size_t rows = input.table.rows();
  return {{""}, std::vector<std::uint32_t>(rows, 0), {static_cast<std::int64_t>(rows)}};
}

// ---- numbers of groups --------------------------------------------------------------------------------------------

struct Sample {
  std::string name;            // empty for the only one
  std::vector<double> values;  // ascending, at least one
};

// The finite numbers of a column by group, most rows first.
struct Samples {
  std::string name;  // of the column, in words
  NumberWords number;
  std::vector<Sample> groups;
  std::size_t drawn = 0, without_number = 0, without_group = 0;
  bool is_grouped = false;
};

inline Samples samples_of(const Input& input, std::string_view role, std::size_t most_groups) {
  const std::vector<double> values = numbers(input.table.column(role));
  const Words groups = groups_of(input, "group", most_groups);
  Samples samples{.name = name_of(input, role), .number = NumberWords(own_name(input, role), values), .groups = {}};
  samples.is_grouped = input.table.has("group");
  for (const std::string& name : groups.words) samples.groups.push_back({name, {}});
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!std::isfinite(values[row]))
      ++samples.without_number;
    else if (groups.codes[row] == Words::kNoWord)
      ++samples.without_group;
    else
      samples.groups[groups.codes[row]].values.push_back(values[row]);
  }
  std::erase_if(samples.groups, [](const Sample& sample) { return sample.values.empty(); });
  for (Sample& sample : samples.groups) {
    std::sort(sample.values.begin(), sample.values.end());
    samples.drawn += sample.values.size();
  }
  return samples;
}

inline std::vector<std::string> names_of(const Samples& samples) {
  std::vector<std::string> names;
  for (const Sample& sample : samples.groups) names.push_back(sample.name);
  return names;
}

// ---- frame --------------------------------------------------------------------------------------------------------

inline std::string rows_in_words(std::int64_t n) { return grouped(n) + (n == 1 ? " row" : " rows"); }
inline std::string rows_in_words(std::size_t n) { return rows_in_words(static_cast<std::int64_t>(n)); }

inline std::string source_of_rows(const Input& input, std::size_t drawn) {
  const auto all = static_cast<std::int64_t>(input.facts.rows), some = static_cast<std::int64_t>(drawn);
  return input.facts.source + " (" + (some < all ? grouped(some) + " of " : "") + rows_in_words(all) + ")";
}

// " by clinic", ", country = USA": parts of a subtitle, empty where there is nothing to say.
inline std::string by_role(const Input& input, std::string_view role) {
  return input.table.has(role) ? " by " + name_of(input, role) : "";
}
inline std::string filter_in_words(const Input& input) { return input.filter.empty() ? "" : ", " + input.filter; }

inline void note_left_out(std::vector<std::string>& notes, std::size_t rows, const std::string& why) {
  if (rows > 0) notes.push_back(rows_in_words(rows) + " " + why + " left out.");
}
inline void note_without_word(std::vector<std::string>& notes, std::size_t rows, const Input& input,
                              std::string_view role) {
  note_left_out(notes, rows, "without a word in '" + in_title(own_name(input, role)) + "'");
}

// Where no row is left, or none with what is needed.
inline Chart no_rows(const Input& input, const std::string& sentence, const std::string& remedy) {
  const std::string source = source_of_rows(input, 0), title = "Nothing to show";
  if (input.table.rows() > 0) return nothing_left(input.facts, source, title, sentence, remedy);
  if (input.filter.empty())
    return nothing_left(input.facts, source, title, "The dataset holds no rows.", "Load a file into it first.");
  return nothing_left(input.facts, source, title, "No rows match " + input.filter + ".",
                      "Check the spelling of the value, or leave the filter out.");
}

inline Chart no_numbers(const Input& input, const std::vector<std::string>& roles) {
  std::vector<std::string> names;
  for (const std::string& role : roles) names.push_back("'" + own_name(input, role) + "'");
  return no_rows(
      input, "No row has a number in " + in_words(names) + (input.filter.empty() ? "." : filter_in_words(input) + "."),
      "Choose another column, or mend its values.");
}

// ---- emphasis -----------------------------------------------------------------------------------------------------

inline bool is_called(const std::string& name, const std::string& highlight) {
  return !highlight.empty() && lower(name) == lower(trim(highlight));
}
inline bool any_called(const std::vector<std::string>& names, const std::string& highlight) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return is_called(name, highlight); });
}

// Of one of several groups, of which one may be highlighted.
inline Emphasis emphasis_of(const std::string& name, const std::vector<std::string>& all,
                            const std::string& highlight) {
  if (!any_called(all, highlight)) return Emphasis::normal;
  return is_called(name, highlight) ? Emphasis::strong : Emphasis::muted;
}

inline void note_highlight(std::vector<std::string>& notes, const std::vector<std::string>& names,
                           const std::string& highlight) {
  if (!highlight.empty() && !any_called(names, highlight))
    notes.push_back("No '" + in_title(highlight) + "' among what is shown.");
}

}  // namespace perigee
