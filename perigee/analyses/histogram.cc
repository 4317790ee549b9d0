// How the numbers of a column are distributed, in bins, by group.
#include "perigee/stat/histogram.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "perigee/analyses/any_dataset.h"
#include "perigee/stat/quantile.h"

namespace perigee::analyses::histogram {
namespace {

struct Params {
  std::string x, group;
  std::int64_t bins = 0;
  std::string highlight;
};

// Everything the sentences are made of. `counts` are those of each group, one a bin.
struct Story {
  Samples samples;
  std::vector<double> values;  // of all groups, ascending
  Bins bins;
  std::vector<std::vector<std::int64_t>> counts;
};

double median(const Sample& sample) { return quantile(sample.values, 0.5); }

Story read(const Input& input, const Params& params) {
  Story story{samples_of(input, "x", kMostGroups), {}, {}, {}};
  if (story.samples.drawn == 0) return story;
  for (const Sample& sample : story.samples.groups)
    story.values.insert(story.values.end(), sample.values.begin(), sample.values.end());
  std::sort(story.values.begin(), story.values.end());
  story.bins =
      params.bins > 0 ? equal_bins(story.values, static_cast<std::size_t>(params.bins)) : natural_bins(story.values);
  for (const Sample& sample : story.samples.groups) story.counts.push_back(count_in(story.bins, sample.values));
  return story;
}

std::string of_one_group(const Story& story) {
  const NumberWords& number = story.samples.number;
  const double least = story.values.front(), most = story.values.back();
  if (story.values.size() == 1) return "The only value is " + number(least);
  if (least == most)
    return "All " + grouped(static_cast<std::int64_t>(story.values.size())) + " values are " + number(least);
  const std::string low = number(quantile(story.values, 0.25)), high = number(quantile(story.values, 0.75));
  return low == high ? "Half of all values lie around " + low
                     : "Half of all values lie between " + low + " and " + high;
}

std::string finding(const Story& story) {
  if (story.samples.groups.size() < 2) return of_one_group(story);
  std::vector<const Sample*> order;
  for (const Sample& sample : story.samples.groups) order.push_back(&sample);
  std::stable_sort(order.begin(), order.end(),
                   [](const Sample* a, const Sample* b) { return median(*a) > median(*b); });
  const std::string high = story.samples.number(median(*order[0])), low = story.samples.number(median(*order[1]));
  const std::string name = capitalised(story.samples.name);
  if (median(*order[0]) == median(*order[1])) return name + ": no single group leads, median " + high;
  return name + " is highest for " + in_title(order[0]->name) + ": median " + high +
         (high == low ? "" : " against " + low);
}

std::string subtitle(const Input& input, const Story& story) {
  return capitalised(story.samples.name) + by_role(input, "group") + filter_in_words(input) + ", " +
         rows_in_words(story.values.size()) + " in bins of " + NumberWords()(story.bins.width);
}

std::vector<std::string> notes(const Input& input, const Samples& samples, const Params& params) {
  std::vector<std::string> notes;
  note_left_out(notes, samples.without_number, "without a number");
  note_without_word(notes, samples.without_group, input, "group");
  note_highlight(notes, names_of(samples), params.highlight);
  return notes;
}

std::string alt(const Story& story) {
  const Samples& samples = story.samples;
  std::vector<std::string> medians;
  for (const Sample& sample : samples.groups)
    medians.push_back(sample.name.empty() ? samples.number(median(sample))
                                          : sample.name + " " + samples.number(median(sample)) + " (" +
                                                rows_in_words(sample.values.size()) + ")");
  return "Histogram of " + samples.name + ", " + rows_in_words(story.values.size()) + " from " +
         samples.number(story.values.front()) + " to " + samples.number(story.values.back()) +
         ". Median: " + in_words(medians) + ".";
}

// The group that the user chose at the foot, where its shape can be read, else the smallest one.
Histogram mark(const Story& story, const Params& params) {
  Histogram histogram{story.bins.edges, {}};
  const std::vector<std::string> names = names_of(story.samples);
  for (std::size_t i = names.size(); i-- > 0;)
    histogram.groups.push_back({.name = names[i],
                                .hue = static_cast<Hue>(i),
                                .emphasis = emphasis_of(names[i], names, params.highlight),
                                .counts = {story.counts[i].begin(), story.counts[i].end()},
                                .note = names[i].empty() ? "" : rows_in_words(story.samples.groups[i].values.size())});
  std::stable_partition(histogram.groups.begin(), histogram.groups.end(),
                        [](const HistogramGroup& group) { return group.emphasis == Emphasis::strong; });
  return histogram;
}

// One row a bin and group.
Table published(const Story& story) {
  ColumnBuilder from("from", Type::real), to("to", Type::real), group("group", Type::category),
      rows("rows", Type::integer);
  for (std::size_t i = 0; i < story.counts.size(); ++i)
    for (std::size_t bin = 0; bin < story.counts[i].size(); ++bin) {
      from.add(story.bins.edges[bin]);
      to.add(story.bins.edges[bin + 1]);
      group.add(std::string_view(story.samples.groups[i].name));
      rows.add(story.counts[i][bin]);
    }
  if (!story.samples.is_grouped) return Table({from.build(), to.build(), rows.build()});
  return Table({from.build(), to.build(), group.build(), rows.build()});
}

Chart draw(const Input& input, const Params& params) {
  const Story story = read(input, params);
  if (story.values.empty()) return no_numbers(input, {"x"});
  Chart chart = opening(input.facts, source_of_rows(input, story.values.size()));
  chart.title = finding(story);
  chart.subtitle = subtitle(input, story);
  chart.notes = notes(input, story.samples, params);
  chart.alt = alt(story);
  chart.mark = mark(story, params);
  chart.x = {.kind = story.samples.number.is_year() ? AxisKind::year : AxisKind::linear, .from_zero = false};
  chart.y = {.kind = AxisKind::linear, .from_zero = true, .name = "Rows"};
  chart.table = published(story);
  chart.units.resize(chart.table.columns().size());
  chart.units.back() = "rows";
  return chart;
}

}  // namespace

Analysis analysis() {
  return Describe<Params>("histogram", "Histogram", "How the numbers of any column are distributed, in bins, by group.")
      .param(&Params::x, shared::kX)
      .column(kNumberTypes, {"radius_mean", "mean radius", "tumor size", "year"})
      .param(&Params::group, shared::kGroup)
      .column(kWordTypes, {"diagnosis"}, true)
      .param(&Params::bins, shared::kBins)
      .between(0, 1000)
      .param(&Params::highlight, shared::kHighlight)
      .sample("biopsies")
      .example({{"x", std::string("radius_mean")}, {"group", std::string("diagnosis")}})
      .draws(draw);
}

}  // namespace perigee::analyses::histogram
