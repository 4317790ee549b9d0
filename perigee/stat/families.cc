#include "perigee/stat/families.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

#include "perigee/base/text.h"

namespace perigee {
namespace {

constexpr std::string_view kBetweenWords = " -()";

// A rocket's name without its stage, and where its words end.
struct Name {
  std::string_view text;
  std::vector<std::size_t> ends;

  std::string_view first(std::size_t words) const { return text.substr(0, ends[words - 1]); }
  std::string_view word(std::size_t i) const {
    const std::size_t begin = text.find_first_not_of(kBetweenWords, i == 0 ? 0 : ends[i - 1]);
    return begin == std::string_view::npos ? text : text.substr(begin, ends[i] - begin);
  }
};

Name name_of(std::string_view rocket) {
  Name name{trim(rocket.substr(0, rocket.find('/'))), {}};
  if (name.text.empty()) name.text = trim(rocket);
  for (std::size_t at = 0; (at = name.text.find_first_not_of(kBetweenWords, at)) != std::string_view::npos;) {
    at = std::min(name.text.find_first_of(kBetweenWords, at), name.text.size());
    name.ends.push_back(at);
  }
  if (name.ends.empty()) name.ends.push_back(name.text.size());
  return name;
}

bool tells_a_version(std::string_view word) {
  return word.size() <= 2 || word.find_first_of("0123456789") != std::string_view::npos;
}

// How many words all names of a family begin with: at least the first.
std::size_t common_words(const std::vector<Name>& names) {
  std::size_t common = names.front().ends.size();
  for (const Name& name : names) {
    std::size_t same = 1;
    while (same < std::min(common, name.ends.size()) && name.word(same) == names.front().word(same)) ++same;
    common = std::min(common, same);
  }
  return common;
}

// "SS-520" keeps its number: what is left without would be no name.
std::string family_name(const std::vector<Name>& names) {
  constexpr std::size_t kShortestName = 3;
  const Name& one = names.front();
  std::size_t words = common_words(names);
  while (words > 1 && tells_a_version(one.word(words - 1)) && one.first(words - 1).size() >= kShortestName) --words;
  return std::string(one.first(words));
}

}  // namespace

std::vector<std::string> families_of(std::span<const std::string> rockets) {
  std::map<std::string_view, std::vector<Name>> families;  // by the first word
  std::vector<std::string_view> first_words;
  for (const std::string& rocket : rockets) {
    const Name name = name_of(rocket);
    first_words.push_back(name.word(0));
    families[first_words.back()].push_back(name);
  }
  std::map<std::string_view, std::string> names;
  for (const auto& [word, members] : families) names.emplace(word, family_name(members));
  std::vector<std::string> result;
  for (const std::string_view word : first_words) result.push_back(names.at(word));
  return result;
}

Table with_families(const Table& launches) {
  const Column& rockets = launches.column("rocket");
  const std::vector<std::string> families = families_of(rockets.dictionary());
  std::vector<std::uint32_t> codes(rockets.size());
  rockets.read_codes(0, codes);
  ColumnBuilder family("family", Type::category);
  for (const std::uint32_t code : codes) {
    if (code == kMissingCode)
      family.add_missing();
    else
      family.add(std::string_view(families[code]));
  }
  return launches.with(family.build());
}

}  // namespace perigee
