#include "tests/perigee/analyses/drawing.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "perigee/base/problem.h"
#include "perigee/catalog/registry.h"
#include "perigee/catalog/run.h"
#include "perigee/data/date.h"
#include "perigee/data/loader.h"

namespace perigee::tests {
namespace {

Column words(std::string name, const std::vector<Launch>& launches, std::string Launch::*member) {
  ColumnBuilder builder(std::move(name), Type::category);
  for (const Launch& launch : launches) {
    if ((launch.*member).empty())
      builder.add_missing();
    else
      builder.add(std::string_view(launch.*member));
  }
  return builder.build();
}

Column years(const std::vector<Launch>& launches) {
  ColumnBuilder builder("Year", Type::integer);
  for (const Launch& launch : launches) {
    if (launch.year)
      builder.add(*launch.year);
    else
      builder.add_missing();
  }
  return builder.build();
}

Column prices(const std::vector<Launch>& launches) {
  ColumnBuilder builder("Rocket", Type::real);
  for (const Launch& launch : launches) {
    if (launch.price)
      builder.add(*launch.price);
    else
      builder.add_missing();
  }
  return builder.build();
}

Column dates(const std::vector<Launch>& launches) {
  ColumnBuilder builder("DateTime", Type::datetime);
  for (const Launch& launch : launches) {
    const DateReading read = read_date(launch.date, DayOrder::day_first);
    if (read.valid)
      builder.add(read.millis(), read.precision);
    else
      builder.add_missing();
  }
  return builder.build();
}

ColumnProfile profile(const std::string& name, Type type, const std::string& most = "") {
  ColumnProfile profile;
  profile.name = name;
  profile.type = type;
  profile.most = most;
  return profile;
}

}  // namespace

Dataset dataset(const std::vector<Launch>& launches, const std::string& last_day) {
  const Table table({years(launches), words("Private or State Run", launches, &Launch::sector),
                     words("Company Name", launches, &Launch::company),
                     words("Country of Launch", launches, &Launch::country),
                     words("Companys Country of Origin", launches, &Launch::company_country),
                     words("Location", launches, &Launch::location), words("Detail", launches, &Launch::detail),
                     words("Status Mission", launches, &Launch::status),
                     words("Status Rocket", launches, &Launch::rocket_status), prices(launches), dates(launches)});
  Dataset dataset{table, {}, "Test launches"};
  for (const Column& column : table.columns()) dataset.schema.push_back(profile(column.name(), column.type()));
  dataset.schema.back().most = last_day;
  return dataset;
}

std::vector<Launch> times(std::int64_t n, Launch launch) {
  return std::vector<Launch>(static_cast<std::size_t>(n), std::move(launch));
}

std::vector<Launch> together(std::initializer_list<std::vector<Launch>> lists) {
  std::vector<Launch> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

Dataset dataset_of_text(const std::string& csv, const std::string& source) {
  Result<Loaded> loaded = load(csv);
  if (!loaded) throw std::invalid_argument(to_string(loaded.problems()));
  return {std::move(loaded->table), std::move(loaded->report.columns), source};
}

Dataset dataset_of_file(const std::string& path, const std::string& source) {
  Result<Loaded> loaded = load_file(path);
  if (!loaded) throw std::invalid_argument(to_string(loaded.problems()));
  return {std::move(loaded->table), std::move(loaded->report.columns), source};
}

Dataset sample() {
  return dataset_of_file(PERIGEE_SOURCE_DIR "/samples/launches.csv", "Synthetic sample, not real launches");
}

Dataset sample_of(const std::string& analysis) {
  if (is_of_launches(analysis)) return sample();
  const std::string path = PERIGEE_SOURCE_DIR "/samples/" + find_analysis(analysis)->sample + ".csv";
  return dataset_of_file(path, "Synthetic sample");
}

bool is_of_launches(const std::string& analysis) { return find_analysis(analysis)->sample == "launches"; }

std::vector<std::string> launch_analyses() {
  std::vector<std::string> names = analysis_names();
  std::erase_if(names, [](const std::string& name) { return !is_of_launches(name); });
  return names;
}

std::optional<std::string> real_data() {
  const char* const set = std::getenv("PERIGEE_SHARED_DATA");
  const std::string folder = set != nullptr ? set : PERIGEE_SOURCE_DIR "/../shared/data";
  if (!std::filesystem::exists(folder + "/golden.json")) return std::nullopt;
  return folder;
}

Chart draw(const std::string& analysis, const Dataset& dataset, const Values& parameters) {
  JobSpec spec;
  spec.analysis = analysis;
  spec.parameters = parameters;
  const auto bindings = bind_columns(spec, dataset.schema);
  if (!bindings) throw std::invalid_argument(to_string(bindings.problems()));
  const auto facts = facts_of(spec, dataset.source, "", dataset.table.rows(), dataset.schema);
  Result<Chart> chart = run_analysis(spec, *bindings, dataset.table, facts);
  if (!chart) throw std::invalid_argument(to_string(chart.problems()));
  return *std::move(chart);
}

std::int64_t cell(const Chart& chart, const std::string& row, const std::string& column) {
  const Column& names = chart.table.columns().front();
  for (std::size_t at = 0; at < names.size(); ++at)
    if (names.display(at) == row) return chart.table.column(column).integer(at);
  throw std::invalid_argument("The chart's table has no row '" + row + "'.");
}

}  // namespace perigee::tests
