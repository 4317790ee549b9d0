#include "perigee/job/spec.h"

#include <nlohmann/json.hpp>

#include "perigee/schema/check.h"
#include "perigee/schema/json_values.h"
#include "perigee/schema/member.h"

namespace perigee {
namespace {

using nlohmann::json;

template <class T>
Param described(T JobSpec::*member, std::string name, std::string help) {
  const JobSpec initial;
  return describe_member(initial.*member, std::move(name), std::move(help));
}

Param bounded(Param param, double least, double most) {
  param.range = Range{least, most};
  return param;
}

Param short_text(Param param, std::size_t characters) {
  param.max_length = characters;
  return param;
}

void add(Problems& all, const Problems& more) { all.insert(all.end(), more.begin(), more.end()); }

// The values that fit, whatever else of the group does not; what does not is noted.
Values those_that_fit(const Values& given, const std::vector<Param>& params) {
  Values fitting;
  for (const auto& [name, value] : given)
    if (const Param* param = find_param(params, name))
      if (auto own = check_value(*param, value, "")) fitting[name] = *std::move(own);
  return fitting;
}

// The values of a group of members; what is wrong with them is noted, and the others count.
Values group(const json& object, const std::vector<Param>& params, const std::string& under, Problems& problems) {
  Values given;
  for (const auto& [name, member] : object.items()) {
    const auto value = values_of(json{{name, member}}, under);
    if (value) given.insert(value->begin(), value->end());
    if (!value) add(problems, value.problems());
  }
  const auto checked = check(params, {}, given, under);
  if (checked) return *checked;
  add(problems, checked.problems());
  return those_that_fit(given, params);
}

// Takes an object out of the spec; an absent one is empty.
json taken(json& spec, const std::string& name, Problems& problems) {
  json object = json::object();
  const auto member = spec.find(name);
  if (member == spec.end()) return object;
  if (member->is_object()) {
    object = std::move(*member);
  } else {
    problems.push_back({"wrong-type",
                        "/" + name,
                        "'" + name + "' must be an object.",
                        "Write it as {\"name\": value}, or leave it out.",
                        {},
                        {}});
  }
  spec.erase(name);
  return object;
}

void check_name(const std::string& name, const std::string& member, Problems& problems) {
  if (!is_valid_name(name)) problems.push_back(bad_name(member));
}

void check_duration(const std::string& text, const std::string& member, Problems& problems) {
  const auto seconds = parse_duration(text);
  if (seconds) return;
  Problem problem = seconds.problems().front();
  problem.where = "/retention/" + member;
  problems.push_back(std::move(problem));
}

// The members that stand for themselves. They are known names even where the value is an object.
void check_members(const json& spec, Problems& problems) {
  std::vector<std::string> known = {"output", "parameters", "retention"};
  for (const auto& param : spec_params()) known.push_back(param.name);
  for (const auto& [name, value] : spec.items())
    if (find_param(spec_params(), name) == nullptr) problems.push_back(unknown_name(name, known, "/" + name));
}

void drop_unknown(json& spec) {
  for (auto member = spec.begin(); member != spec.end();)
    member = find_param(spec_params(), member.key()) == nullptr ? spec.erase(member) : std::next(member);
}

template <class T>
void put(T& member, const Values& values, const char* name) {
  if (const auto found = values.find(name); found != values.end()) member = held_by<T>(found->second);
}

}  // namespace

const std::vector<Param>& spec_params() {
  static const std::vector<Param> params = {
      short_text(described(&JobSpec::analysis, "analysis", "name of the analysis"), 63),
      short_text(described(&JobSpec::dataset, "dataset", "name of the dataset"), 63),
      bounded(described(&JobSpec::active_deadline_seconds, "activeDeadlineSeconds",
                        "seconds from start to end, over all attempts"),
              1, 86'400),
      bounded(described(&JobSpec::backoff_limit, "backoffLimit", "how often a failed attempt is repeated"), 0, 10),
  };
  return params;
}

const std::vector<Param>& retention_params() {
  static const std::vector<Param> params = {
      short_text(described(&JobSpec::retention_after_success, "afterSuccess", "how long a result is kept, such as 7d"),
                 7),
      short_text(described(&JobSpec::retention_after_failure, "afterFailure", "how long a failure is kept, such as 1d"),
                 7),
  };
  return params;
}

std::string to_json_text(const JobSpec& spec) {
  return json_text({
      {"activeDeadlineSeconds", spec.active_deadline_seconds},
      {"analysis", spec.analysis},
      {"backoffLimit", spec.backoff_limit},
      {"dataset", spec.dataset},
      {"output", to_json(values_of(spec.output))},
      {"parameters", to_json(spec.parameters)},
      {"retention", {{"afterFailure", spec.retention_after_failure}, {"afterSuccess", spec.retention_after_success}}},
  });
}

Result<JobSpec> parse_spec(std::string_view text) {
  auto parsed = parse_json(text);
  if (!parsed) return parsed.problems();
  json& object = *parsed;
  if (!object.is_object())
    return Problem{
        "wrong-type", "", "The specification must be a JSON object.", "Write it as {\"analysis\": \"timeline\"}.",
        {},           {}};

  Problems problems;
  JobSpec spec;
  const json parameters = taken(object, "parameters", problems);
  const json output = taken(object, "output", problems);
  const json retention = taken(object, "retention", problems);
  check_members(object, problems);
  drop_unknown(object);

  const Values plain = group(object, spec_params(), "", problems);
  put(spec.analysis, plain, "analysis");
  put(spec.dataset, plain, "dataset");
  put(spec.active_deadline_seconds, plain, "activeDeadlineSeconds");
  put(spec.backoff_limit, plain, "backoffLimit");
  const Values kept = group(retention, retention_params(), "/retention", problems);
  put(spec.retention_after_success, kept, "afterSuccess");
  put(spec.retention_after_failure, kept, "afterFailure");

  const auto given = values_of(parameters);
  if (given) spec.parameters = *given;
  if (!given) add(problems, given.problems());
  const std::size_t before = problems.size();
  spec.output = output_of(group(output, output_params(), "/output", problems));
  if (problems.size() == before) add(problems, check(spec.output));

  check_name(spec.analysis, "analysis", problems);
  check_name(spec.dataset, "dataset", problems);
  check_duration(spec.retention_after_success, "afterSuccess", problems);
  check_duration(spec.retention_after_failure, "afterFailure", problems);
  if (!problems.empty()) return problems;
  return spec;
}

}  // namespace perigee
