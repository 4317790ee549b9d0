#include "perigee/schema/env.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <map>

#include "perigee/base/text.h"
#include "perigee/schema/check.h"
#include "perigee/schema/help.h"
#include "perigee/schema/markdown.h"

namespace perigee {
namespace {

struct Flag {
  std::string name;                 // without dashes
  std::optional<std::string> text;  // nothing: a flag alone
};

bool is_flag(std::string_view argument) { return argument.size() > 2 && argument.starts_with("--"); }

const Setting* setting_of(const std::vector<Setting>& settings, std::string_view flag) {
  for (const auto& setting : settings)
    if (!setting.flag.empty() && setting.flag == flag) return &setting;
  return nullptr;
}

std::vector<std::string> flags_of(const std::vector<Setting>& settings) {
  std::vector<std::string> flags;
  for (const auto& setting : settings)
    if (!setting.flag.empty()) flags.push_back("--" + setting.flag);
  return flags;
}

Result<Value> value_of(const Setting& setting, const std::string& text, const std::string& where) {
  if (!setting.bytes) return parse_value(setting.param, text, where);
  if (const auto bytes = parse_bytes(text)) return Value(*bytes);
  return Problem{"wrong-type",
                 where,
                 "'" + setting.param.name + "' must be a number of bytes, not \"" + text + "\".",
                 "Write it like 1048576, 512K or 64MiB.",
                 {},
                 {}};
}

// A problem may quote what was given: of a secret it must not.
Problems discreet(const Setting& setting, const std::string& where, Problems problems) {
  if (!setting.secret) return problems;
  return {{"bad-secret",
           where,
           "The value of " + where + " is not acceptable.",
           "Check it; it is not shown here.",
           {},
           {}}};
}

class Reading {
 public:
  explicit Reading(const std::vector<Setting>& settings) : settings_(settings) {}

  void add_environment(const Environment& environment) {
    for (const auto& setting : settings_) {
      if (setting.variable.empty()) continue;
      if (const auto text = environment(setting.variable); text && !text->empty())
        set(setting, value_of(setting, *text, setting.variable), setting.variable);
    }
  }

  void add_flags(int argc, const char* const* argv) {
    for (int at = 1; at < argc; ++at) {
      const std::string_view argument = argv[at];
      if (!is_flag(argument)) {
        refuse({"unknown-argument",
                "",
                "There is no use for the argument '" + std::string(argument) + "'.",
                "Options begin with two dashes; --help lists them.",
                {},
                {}});
        continue;
      }
      const std::size_t equals = argument.find('=');
      Flag flag{std::string(argument.substr(2, equals - 2)), std::nullopt};
      if (equals != std::string_view::npos) flag.text = argument.substr(equals + 1);
      const Setting* setting = setting_of(settings_, flag.name);
      if (setting == nullptr) {
        refuse(unknown_name("--" + flag.name, flags_of(settings_), "--" + flag.name));
        if (!flag.text && at + 1 < argc && !is_flag(argv[at + 1])) ++at;  // most likely its value
        continue;
      }
      const bool alone = setting->param.kind == Kind::boolean;
      if (!flag.text && !alone && at + 1 < argc && !is_flag(argv[at + 1])) flag.text = argv[++at];
      add_flag(*setting, flag);
    }
  }

  Result<Values> result() {
    if (!problems_.empty()) return std::move(problems_);
    return std::move(values_);
  }

  void add_defaults() {
    for (const auto& setting : settings_)
      if (setting.param.fallback && !setting.only_given) values_.emplace(setting.param.name, *setting.param.fallback);
  }

 private:
  void add_flag(const Setting& setting, const Flag& flag) {
    const std::string where = "--" + flag.name;
    if (!flag.text && setting.param.kind != Kind::boolean)
      return refuse({"no-value", where, where + " needs a value.", "Write it as " + where + " VALUE.", {}, {}});
    if (setting.param.kind == Kind::strings) return add_item(setting, *flag.text, where);
    if (!given_.emplace(flag.name, true).second)
      return refuse({"given-twice", where, where + " is given twice.", "Give it once.", {}, {}});
    set(setting, value_of(setting, flag.text.value_or("true"), where), where);
  }

  void add_item(const Setting& setting, const std::string& item, const std::string& where) {
    std::vector<std::string> items;
    if (!given_.emplace(setting.flag, true).second)
      items = std::get<std::vector<std::string>>(values_.at(setting.param.name));
    items.push_back(item);
    set(setting, Value(std::move(items)), where);
  }

  void set(const Setting& setting, Result<Value> value, const std::string& where) {
    if (value) value = check_value(setting.param, *value, where);
    if (value) {
      values_[setting.param.name] = *std::move(value);
      return;
    }
    for (auto& problem : discreet(setting, where, value.problems())) refuse(std::move(problem));
    if (setting.param.fallback) values_.emplace(setting.param.name, *setting.param.fallback);
  }

  void refuse(Problem problem) { problems_.push_back(std::move(problem)); }

  const std::vector<Setting>& settings_;
  std::map<std::string, bool> given_;
  Values values_;
  Problems problems_;
};

std::string fallback_of(const Setting& setting) {
  if (setting.secret || !setting.param.fallback) return "";
  if (setting.bytes) return bytes_in_words(std::get<std::int64_t>(*setting.param.fallback));
  return to_text(*setting.param.fallback);
}

std::string bounds_of(const Setting& setting) {
  if (!setting.bytes) return bounds_in_words(setting.param);
  const auto& range = *setting.param.range;
  if (range.most >= 9.0e18) return "";
  return bytes_in_words(static_cast<std::int64_t>(range.least)) + " to " +
         bytes_in_words(static_cast<std::int64_t>(range.most));
}

std::string left_side(const Setting& setting) {
  static constexpr std::array<std::string_view, 7> kPlaceholders = {" N", " N", "", " WORD", " TEXT", " NAME", " TEXT"};
  if (setting.flag.empty()) return "  " + setting.variable;
  const auto kind = static_cast<std::size_t>(setting.param.kind);
  return "  --" + setting.flag + std::string(setting.bytes ? " BYTES" : kPlaceholders[kind]);
}

std::string right_side(const Setting& setting) {
  std::vector<std::string> facts;
  if (const std::string bounds = bounds_of(setting); !bounds.empty()) facts.push_back(bounds);
  if (const std::string fallback = fallback_of(setting); !fallback.empty()) facts.push_back("default " + fallback);
  if (!setting.variable.empty() && !setting.flag.empty()) facts.push_back("or " + setting.variable);
  return setting.param.help + (facts.empty() ? "" : " (" + join(facts, "; ") + ")");
}

}  // namespace

Environment process_environment() {
  return [](const std::string& variable) -> std::optional<std::string> {
    const char* text = std::getenv(variable.c_str());
    if (text == nullptr) return std::nullopt;
    return text;
  };
}

std::optional<std::int64_t> parse_bytes(std::string_view text) {
  text = trim(text);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number < 0) return std::nullopt;
  const std::string unit = lower(trim(text.substr(static_cast<std::size_t>(end - text.data()))));
  static const std::map<std::string_view, int> kShifts = {{"", 0},     {"b", 0},   {"k", 10},   {"kb", 10}, {"kib", 10},
                                                          {"m", 20},   {"mb", 20}, {"mib", 20}, {"g", 30},  {"gb", 30},
                                                          {"gib", 30}, {"t", 40},  {"tb", 40},  {"tib", 40}};
  const auto shift = kShifts.find(unit);
  if (shift == kShifts.end() || number > (std::numeric_limits<std::int64_t>::max() >> shift->second))
    return std::nullopt;
  return number << shift->second;
}

std::string bytes_in_words(std::int64_t bytes) {
  static constexpr std::array<std::string_view, 5> kUnits = {" B", " KiB", " MiB", " GiB", " TiB"};
  double size = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; size >= 1024 && unit + 1 < kUnits.size(); ++unit) size /= 1024;
  std::string text = grouped(size, 1);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text + std::string(kUnits[unit]);
}

Asked asked(int argc, const char* const* argv) {
  for (int at = 1; at < argc; ++at) {
    const std::string_view argument = argv[at];
    if (argument == "--help" || argument == "-h") return Asked::help;
    if (argument == "--version") return Asked::version;
  }
  return Asked::run;
}

Result<Values> read_settings(const std::vector<Setting>& settings, int argc, const char* const* argv,
                             const Environment& environment) {
  Reading reading(settings);
  reading.add_environment(environment);
  reading.add_flags(argc, argv);
  reading.add_defaults();
  return reading.result();
}

std::string settings_help(const std::vector<Setting>& settings) {
  std::vector<std::pair<std::string, std::string>> flags, variables;
  for (const auto& setting : settings)
    (setting.flag.empty() ? variables : flags).emplace_back(left_side(setting), right_side(setting));
  flags.emplace_back("  --help", "this text");
  flags.emplace_back("  --version", "the version");
  std::string text = "Options:\n" + two_columns(flags);
  if (!variables.empty()) text += "\nOnly from the environment:\n" + two_columns(variables);
  return text;
}

std::string settings_markdown(const std::vector<Setting>& settings) {
  const auto code = [](const std::string& word) { return word.empty() ? word : "`" + markdown_cell(word) + "`"; };
  std::string text = "| flag | variable | default | allowed | meaning |\n|---|---|---|---|---|\n";
  for (const auto& setting : settings)
    text += "| " + code(setting.flag.empty() ? "" : "--" + setting.flag) + " | " + code(setting.variable) + " | " +
            code(fallback_of(setting)) + " | " + markdown_cell(bounds_of(setting)) + " | " +
            markdown_cell(setting.param.help) + " |\n";
  return text;
}

}  // namespace perigee
