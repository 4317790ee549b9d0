// How the launches of each company ended, as shares of its launches.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/analyses/launch_ranking.h"
#include "perigee/base/text.h"
#include "perigee/stat/outcome.h"

namespace perigee::analyses::outcomes {
namespace {

// Success recedes: what the eye is to find is what went wrong.
constexpr std::array<Hue, kOutcomes.size()> kHues{Hue::blue, Hue::orange, Hue::vermillion, Hue::purple};

// Launches by outcome, in the order of kOutcomes.
struct Company {
  std::string name;
  std::array<std::int64_t, kOutcomes.size()> n{};

  std::int64_t launches() const {
    std::int64_t sum = 0;
    for (const std::int64_t launches : n) sum += launches;
    return sum;
  }
  double share(std::size_t outcome) const { return static_cast<double>(n[outcome]) / static_cast<double>(launches()); }
  double success_rate() const { return share(0); }
};

// Most launches first.
std::vector<Company> companies_of(const Table& counts) {
  std::map<std::string_view, Company> by_name;
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    const std::string_view name = counts.column("company").text(row);
    Company& company = by_name.try_emplace(name, Company{std::string(name), {}}).first->second;
    for (std::size_t i = 0; i < kOutcomes.size(); ++i)
      if (counts.column("status").text(row) == kOutcomes[i]) company.n[i] += counts.column("n").integer(row);
  }
  std::vector<Company> companies;
  for (auto& [name, company] : by_name) companies.push_back(std::move(company));
  std::stable_sort(companies.begin(), companies.end(),
                   [](const Company& a, const Company& b) { return a.launches() > b.launches(); });
  return companies;
}

Company all_of(const std::vector<Company>& companies) {
  Company all{"All launches", {}};
  for (const Company& company : companies)
    for (std::size_t i = 0; i < kOutcomes.size(); ++i) all.n[i] += company.n[i];
  return all;
}

bool is_chosen(const Company& company, const std::string& highlight) {
  return !trim(highlight).empty() && lower(company.name) == lower(trim(highlight));
}

// The first companies, and the highlighted one.
std::vector<Company> shown_of(const std::vector<Company>& companies, const RankingParams& params) {
  std::vector<Company> shown;
  for (std::size_t i = 0; i < companies.size(); ++i)
    if (i < params.most() || is_chosen(companies[i], params.highlight)) shown.push_back(companies[i]);
  return shown;
}

Bar bar_of(const Company& company, Emphasis emphasis) {
  Bar bar{.name = company.name, .emphasis = emphasis, .segments = {}, .note = grouped(company.launches())};
  for (std::size_t i = 0; i < kOutcomes.size(); ++i)
    if (company.n[i] > 0)
      bar.segments.push_back({.name = std::string(kOutcomes[i]),
                              .hue = kHues[i],
                              .emphasis = i == 0 ? Emphasis::muted : Emphasis::normal,
                              .value = static_cast<double>(company.n[i]),
                              .label = percent(company.share(i))});
  return bar;
}

Bars bars_of(const Company& all, const std::vector<Company>& shown, const RankingParams& params) {
  Bars bars{.bars = {bar_of(all, Emphasis::strong)}, .normalised = true, .unit = "launches"};
  for (const Company& company : shown)
    bars.bars.push_back(bar_of(company, is_chosen(company, params.highlight) ? Emphasis::strong : Emphasis::normal));
  bars.bars[1].gap_before = true;
  return bars;
}

// Of those shown with launches enough for a rate, the one that succeeded most often; nothing where two are level.
const Company* most_reliable(const std::vector<Company>& shown) {
  constexpr std::int64_t kEnough = 20;
  const Company* best = nullptr;
  bool is_level = false;
  for (const Company& company : shown) {
    if (company.launches() < kEnough) continue;
    if (best != nullptr && company.success_rate() < best->success_rate()) continue;
    is_level = best != nullptr && company.success_rate() == best->success_rate();
    best = &company;
  }
  return is_level ? nullptr : best;
}

// "99%", "over 99%": in a sentence no sign stands before a number.
std::string share_in_words(double share) {
  const std::string words = percent(share);
  return words.front() == '>' ? "over " + words.substr(1) : words.front() == '<' ? "under " + words.substr(1) : words;
}

std::string finding(const Company& all, const std::vector<Company>& shown) {
  const std::int64_t launches = all.launches();
  if (launches == 1) return all.n[0] == 1 ? "The only launch succeeded" : "The only launch failed";
  if (all.n[0] == launches) return "All " + launches_in_words(launches) + " succeeded";
  if (all.n[0] == 0) return "None of " + launches_in_words(launches) + " succeeded";
  std::string rate =
      capitalised(share_in_words(all.success_rate())) + " of " + launches_in_words(launches) + " succeeded";
  const Company* const best = most_reliable(shown);
  if (shown.size() == 1 || best == nullptr) return rate;
  return rate + "; " + best->name + " leads with " + share_in_words(best->success_rate());
}

std::string in_words(const Company& company) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < kOutcomes.size(); ++i)
    if (company.n[i] > 0) parts.push_back(grouped(company.n[i]) + " " + lower(kOutcomes[i]));
  return perigee::in_words(parts);
}

std::string alt(const Company& all, const std::vector<Company>& shown, const LaunchCounts& counted) {
  constexpr std::size_t kNamed = 10;
  std::vector<std::string> rates;
  for (std::size_t i = 0; i < std::min(kNamed, shown.size()); ++i)
    rates.push_back(shown[i].name + " " + percent(shown[i].success_rate()));
  return "Stacked bars of how launches ended by company, " + span_of_years(counted.first, counted.last) +
         ". All launches: " + in_words(all) + ". Share of successes: " + perigee::in_words(rates) + ".";
}

Table published(const std::vector<Company>& companies) {
  ColumnBuilder names("company", Type::category), launches("launches", Type::integer),
      rates("success_rate", Type::real);
  std::vector<ColumnBuilder> outcomes;
  for (const char* name : {"success", "partial_failure", "failure", "prelaunch_failure"})
    outcomes.emplace_back(name, Type::integer);
  for (const Company& company : companies) {
    names.add(std::string_view(company.name));
    launches.add(company.launches());
    for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i].add(company.n[i]);
    rates.add(company.success_rate());
  }
  std::vector<Column> columns{names.build(), launches.build()};
  for (ColumnBuilder& builder : outcomes) columns.push_back(builder.build());
  columns.push_back(rates.build());
  return Table(std::move(columns));
}

std::string which(const std::vector<Company>& companies, const RankingParams& params) {
  const auto all = static_cast<std::int64_t>(companies.size());
  if (all == 1) return "";
  if (params.top >= all) return ", all " + number_word(all);
  return ", the " + number_word(params.top) + " with most launches of " + grouped(all);
}

Chart draw(const Input& input, const RankingParams& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts every = count_launches(input.table, {"company", "status"}, selection);
  const LaunchCounts counted =
      only(every, [&](std::size_t row) { return every.counts.column("status").text(row) != kUnknown; });
  if (counted.drawn == 0) return nothing_left(input, why_none_has("a known outcome", every, selection));
  const std::vector<Company> companies = companies_of(counted.counts), shown = shown_of(companies, params);
  const Company all = all_of(companies);

  Chart chart = opening(input, counted.drawn);
  chart.title = finding(all, shown);
  chart.subtitle =
      "Share of outcomes and launches by company" + which(companies, params) + scope_in_words(counted, selection);
  chart.notes = gaps_in_words(counted, unfinished(input.facts.most, counted.last));
  for (std::string& sentence : left_out(every.drawn - counted.drawn, "a known outcome"))
    chart.notes.push_back(std::move(sentence));
  if (!params.highlight.empty() && std::none_of(companies.begin(), companies.end(), [&](const Company& company) {
        return is_chosen(company, params.highlight);
      }))
    chart.notes.push_back("No launch by '" + params.highlight + "' in this selection.");
  chart.alt = alt(all, shown, counted);
  chart.mark = bars_of(all, shown, params);
  chart.y.kind = AxisKind::band;
  chart.table = published(companies);
  chart.units = {"", "launches", "launches", "launches", "launches", "launches", ""};
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_ranking("outcomes", "Outcomes by company",
                          "How the launches of each company ended, as shares of its launches.",
                          {company_column().required<ColumnNeed>(), status_column().required<ColumnNeed>()})
      .example({{"top", std::int64_t{8}}})
      .draws(draw);
}

}  // namespace perigee::analyses::outcomes
