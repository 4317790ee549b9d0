#include "runner/request.h"

#include <utility>

#include "perigee/base/text.h"
#include "perigee/catalog/registry.h"
#include "perigee/catalog/run.h"
#include "perigee/schema/check.h"
#include "runner/input.h"

namespace perigee::runner {
namespace {

constexpr std::size_t kLongestSpec = 1 << 20;

using Pairs = std::vector<std::pair<std::string, std::string>>;

Problem usage(std::string flag, std::string what, std::string remedy) {
  return {"usage", std::move(flag), std::move(what), std::move(remedy), {}, {}};
}

Result<JobSpec> base_spec(const Options& options) {
  if (options.spec.empty()) return JobSpec{};
  if (options.spec == "-") return parse_spec(read_input("-", kLongestSpec));
  if (options.spec.starts_with('@')) return parse_spec(read_input(options.spec.substr(1), kLongestSpec));
  return parse_spec(options.spec);
}

Result<Pairs> pairs_of(const std::vector<std::string>& params) {
  Problems problems;
  Pairs pairs;
  for (const auto& param : params) {
    const std::size_t equals = param.find('=');
    if (equals == std::string::npos || equals == 0)
      problems.push_back(usage("--param", "'" + param + "' is no parameter.", "Write it as name=value."));
    else
      pairs.emplace_back(param.substr(0, equals), param.substr(equals + 1));
  }
  if (!problems.empty()) return problems;
  return pairs;
}

// By --format, else by the suffix, else what the spec says.
Result<OutputFormat> format_for(const Options& options, OutputFormat initial) {
  if (options.output.contains("format")) return initial;  // overlaid already
  const std::size_t slash = options.out.rfind('/');
  const std::size_t dot = options.out.rfind('.');
  const bool has_suffix = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  if (options.out.empty() || options.out == "-" || !has_suffix) return initial;
  const std::string suffix = lower(options.out.substr(dot + 1));
  if (const auto format = output_format_of(suffix)) return *format;
  return usage("--out", "'" + options.out + "' has a suffix that says nothing about what to make.",
               "End it in .png, .svg, .json or .csv, or give --format.");
}

Output overlaid(const Output& output, const Values& given) {
  Values values = given;
  values.merge(values_of(output));
  return output_of(values);
}

Request refusal(Outcome outcome) { return {JobSpec{}, std::move(outcome)}; }

}  // namespace

std::string dataset_name_of(const std::string& path) {
  std::string stem = lower(path.substr(path.rfind('/') + 1));
  stem = stem.substr(0, stem.rfind('.'));
  std::string name;
  for (const char c : stem) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_plain) name += c;
    if (!is_plain && !name.empty() && name.back() != '-') name += '-';
  }
  name = name.substr(0, 63);
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "data" : name;
}

Request read_request(const Options& options) {
  auto spec = base_spec(options);
  if (!spec) return refusal(refused(ExitCode::bad_spec, spec.problems()));
  if (!options.analysis.empty()) spec->analysis = options.analysis;
  if (!options.dataset.empty()) spec->dataset = options.dataset;
  if (options.dataset.empty() && !options.data.empty()) spec->dataset = dataset_name_of(options.data);

  const auto pairs = pairs_of(options.param);
  if (!pairs) return refusal(refused(ExitCode::usage, pairs.problems()));
  if (const Analysis* analysis = find_analysis(spec->analysis)) {
    auto values = parse_values(analysis->params, *pairs);
    if (!values) return refusal(refused(ExitCode::bad_spec, values.problems()));
    values->merge(spec->parameters);  // those on the command line win
    spec->parameters = *std::move(values);
  }

  spec->output = overlaid(spec->output, options.output);
  const auto format = format_for(options, spec->output.format);
  if (!format) return refusal(refused(ExitCode::usage, format.problems()));
  spec->output.format = *format;
  if (auto problems = check_spec(*spec); !problems.empty())
    return refusal(refused(ExitCode::bad_spec, std::move(problems)));
  return {*std::move(spec), {}};
}

}  // namespace perigee::runner
