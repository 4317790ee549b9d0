#include "api/missions/question.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <set>

#include "api/json_text.h"
#include "perigee/base/text.h"
#include "perigee/stat/rockets.h"

namespace perigee::api {
namespace {

struct Topic {
  std::string_view name, placeholder;  // the placeholder is empty where nothing follows the name
  MissionTopic topic;
  std::string_view help;
};

constexpr std::array kTopics = {
    Topic{"get_rockets_by_org", "-<ORGNAME>", MissionTopic::rockets, "the rocket of each launch of an organisation"},
    Topic{"total_cost_by_org", "-<ORGNAME>", MissionTopic::cost,
          "what the launches of an organisation cost, million US dollars, as far as prices are known"},
    Topic{"map_of_launches", "", MissionTopic::map, "a map of all launches, as HTML"},
    Topic{"list_all_active_rockets", "", MissionTopic::active, "the rockets in service"},
    Topic{"data", "", MissionTopic::data, "all launches"},
    Topic{"get_orgs", "", MissionTopic::organisations, "the organisations"}};

std::string spaced(std::string_view name) {
  std::string text(name);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::set<std::string, std::less<>> words_of(const Column& column) {
  std::set<std::string, std::less<>> words;
  for (std::size_t row = 0; row < column.size(); ++row)
    if (!column.is_missing(row)) words.emplace(column.text(row));
  return words;
}

// The organisation's name in the data; as it was given where there is none.
std::string name_in(const Column& companies, const std::string& given) {
  const auto names = words_of(companies);
  for (const std::string& name : {given, spaced(given)})
    if (names.contains(name)) return name;
  for (const std::string& name : names)
    if (lower(name) == lower(spaced(given))) return name;
  return given;
}

template <class Words>
std::string json_list(const Words& words) {
  std::string text = "[";
  for (const auto& word : words) {
    if (text.size() > 1) text += ", ";
    append_quoted(text, word);
  }
  return text + ']';
}

// "5444.0": a real number shows that it is one, as the clients' language writes it.
std::string json_real(double value) {
  std::array<char, 40> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed).ptr;
  std::string text(digits.data(), end);
  return text.find('.') == std::string::npos ? text + ".0" : text;
}

double cost_of(const Table& launches, const std::string& organisation) {
  const Column &companies = launches.column("company"), &prices = launches.column("price");
  double sum = 0;
  for (std::size_t row = 0; row < launches.rows(); ++row)
    if (!companies.is_missing(row) && companies.text(row) == organisation && !prices.is_missing(row))
      sum += prices.number(row);
  return std::round(sum * 1e6) / 1e6;  // prices are decimal fractions: their sum is one, too
}

std::set<std::string> rockets_in_service(const Table& launches) {
  const Column &details = launches.column("detail"), &statuses = launches.column("rocket_status");
  std::set<std::string> rockets;
  for (std::size_t row = 0; row < launches.rows(); ++row)
    if (!details.is_missing(row) && !statuses.is_missing(row) && is_active(statuses.text(row)))
      rockets.emplace(rocket_of(details.text(row)));
  return rockets;
}

}  // namespace

std::string_view without_quotes(std::string_view text) {
  for (const char quote : {'\'', '"'})
    if (text.size() >= 2 && text.front() == quote && text.back() == quote) return text.substr(1, text.size() - 2);
  return text;
}

std::optional<MissionQuestion> mission_question(std::string_view route) {
  const std::string_view asked = without_quotes(trim(route));
  const std::size_t dash = asked.find('-');
  const auto found = std::ranges::find(kTopics, asked.substr(0, dash), &Topic::name);
  if (found == kTopics.end()) return std::nullopt;
  const std::string_view rest = dash == std::string_view::npos ? std::string_view() : asked.substr(dash + 1);
  if (rest.empty() != found->placeholder.empty()) return std::nullopt;
  return MissionQuestion{found->topic, std::string(rest)};
}

std::vector<MissionTopicDoc> mission_topics() {
  std::vector<MissionTopicDoc> docs;
  for (const Topic& topic : kTopics) docs.push_back({std::string(topic.name).append(topic.placeholder), topic.help});
  return docs;
}

std::vector<LaunchColumn> columns_for(MissionTopic topic) {
  switch (topic) {
    case MissionTopic::rockets:
      return {company_column(), detail_column()};
    case MissionTopic::cost:
      return {company_column(), price_column()};
    case MissionTopic::active:
      return {detail_column(), rocket_status_column()};
    case MissionTopic::organisations:
      return {company_column()};
    case MissionTopic::map:
    case MissionTopic::data:
      break;
  }
  return {};
}

std::string mission_answer(const MissionQuestion& question, const Table& launches) {
  switch (question.topic) {
    case MissionTopic::rockets:
      return json_list(rockets_of(launches, name_in(launches.column("company"), question.organisation)));
    case MissionTopic::cost:
      return json_real(cost_of(launches, name_in(launches.column("company"), question.organisation)));
    case MissionTopic::active:
      return json_list(rockets_in_service(launches));
    case MissionTopic::organisations:
      return json_list(words_of(launches.column("company")));
    case MissionTopic::map:
    case MissionTopic::data:
      break;
  }
  return "null";
}

}  // namespace perigee::api
