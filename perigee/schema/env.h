// The settings of a program: one table, bound to the members of a struct, from which its flags, its environment
// variables, --help and docs/limits.md are made.
//
//   const auto settings = Settings<Config>("perigee-api: charts over HTTP.")
//                             .setting(&Config::port, "port", "PERIGEE_PORT", "port to listen on").between(0, 65535)
//                             .setting(&Config::key, "", "KAGGLE_KEY", "password of the account").secret();
//   Result<Config> config = settings.read(argc, argv);
//
// Flags win over the environment, the environment over the members' initialisers. Secrets come from the environment
// only (a command line is public) and are never printed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/schema/member.h"
#include "perigee/schema/param.h"

namespace perigee {

struct Setting {
  Param param;           // its name is the flag without dashes; of a setting without a flag, the variable
  std::string flag;      // empty: environment only
  std::string variable;  // empty: flag only
  bool secret = false;
  bool bytes = false;       // "64MiB", "1G" and plain numbers are understood
  bool only_given = false;  // its default is shown, but not filled in
};

// The value of a variable, or nothing. An empty one counts as unset.
using Environment = std::function<std::optional<std::string>(const std::string& variable)>;
Environment process_environment();

// "1048576", "512K", "64MiB", "1GB": a number of bytes; the letters are powers of 1024.
std::optional<std::int64_t> parse_bytes(std::string_view text);
std::string bytes_in_words(std::int64_t bytes);  // "1 GiB", "1.5 MiB", "300 B"

// What the command line asks for before anything else.
enum class Asked { run, help, version };
Asked asked(int argc, const char* const* argv);

// All problems at once; `where` is the flag or the variable. Values: defaults included, keyed by the params' names. A
// list takes one item from each time its flag is given, and items between commas from its variable. `--flag value`,
// `--flag=value`, and `--flag` alone for a boolean.
Result<Values> read_settings(const std::vector<Setting>& settings, int argc, const char* const* argv,
                             const Environment& environment);

std::string settings_help(const std::vector<Setting>& settings);
std::string settings_markdown(const std::vector<Setting>& settings);

template <class Config>
class Settings {
 public:
  explicit Settings(std::string about) : about_(std::move(about)) {}

  template <class T>
  Settings& setting(T Config::*member, std::string flag, std::string variable, std::string help) {
    const Config initial{};
    const std::string name = flag.empty() ? variable : flag;
    settings_.push_back(
        {describe_member(initial.*member, name, std::move(help)), std::move(flag), std::move(variable)});
    settings_.back().param.max_length = 4096;  // paths and addresses
    setters_.push_back([member, name](Config& config, const Values& values) {
      if (const auto found = values.find(name); found != values.end()) config.*member = held_by<T>(found->second);
    });
    return *this;
  }

  // Each of these is about the setting before it.
  Settings& between(double least, double most) {
    settings_.back().param.range = Range{least, most};
    return *this;
  }
  Settings& choices(std::vector<std::string> words) {
    settings_.back().param.kind = Kind::enumeration;
    settings_.back().param.choices = std::move(words);
    return *this;
  }
  Settings& at_most(std::size_t items) {
    settings_.back().param.max_items = items;
    return *this;
  }
  Settings& secret() {
    settings_.back().secret = true;
    settings_.back().flag.clear();
    return *this;
  }
  Settings& bytes() {
    settings_.back().bytes = true;
    return *this;
  }

  // A flag for each parameter of another description; the member holds those that were given.
  Settings& group(Values Config::*member, const std::vector<Param>& params) {
    for (const auto& param : params) settings_.push_back({param, param.name, "", false, false, true});
    setters_.push_back([member, params](Config& config, const Values& values) {
      for (const auto& param : params)
        if (const auto found = values.find(param.name); found != values.end()) (config.*member).insert(*found);
    });
    return *this;
  }

  // argv[0] is skipped.
  Result<Config> read(int argc, const char* const* argv, const Environment& environment = process_environment()) const {
    const auto values = read_settings(settings_, argc, argv, environment);
    if (!values) return values.problems();
    Config config;
    for (const auto& set : setters_) set(config, *values);
    return config;
  }

  std::string help_text() const { return about_ + "\n\n" + settings_help(settings_); }
  std::string markdown() const { return settings_markdown(settings_); }
  const std::vector<Setting>& table() const { return settings_; }

 private:
  std::string about_;
  std::vector<Setting> settings_;
  std::vector<std::function<void(Config&, const Values&)>> setters_;
};

}  // namespace perigee
