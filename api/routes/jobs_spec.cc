#include "api/routes/jobs_spec.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "perigee/catalog/run.h"
#include "perigee/job/output.h"
#include "perigee/schema/check.h"
#include "perigee/schema/json_values.h"

namespace perigee::api {
namespace {

using nlohmann::json;

Problem given_twice(const std::string& name, const std::string& where) {
  return {"given-twice", where, "'" + name + "' is given twice, with different values.", "Give it once.", {}, {}};
}

bool is_group(std::string_view name) { return name == "parameters" || name == "output" || name == "retention"; }

// The one shape, filled from loose members: each goes to the place where its name belongs.
class Gathering {
 public:
  explicit Gathering(const Analysis& analysis) : analysis_(&analysis) { put("", "analysis", analysis.name); }

  void add_body(const json& body) {
    for (const auto& [name, value] : body.items()) {
      if (is_group(name) && value.is_object())
        for (const auto& [inner, inner_value] : value.items()) put(name, inner, inner_value);
      else
        put(group_of(name), name, value);
    }
  }

  void add_query(const Values& query) {
    for (const auto& [name, value] : query) put(group_of(name), name, to_json(value));
  }

  // What is wrong with the parameters, whatever else of the shape is.
  Problems check_parameters() const {
    const auto parameters = shape_.find("parameters");
    if (parameters == shape_.end() || !parameters->is_object()) return {};
    const auto values = values_of(*parameters);
    if (!values) return values.problems();
    const auto fitting = check(analysis_->params, analysis_->rules, *values);
    return fitting ? Problems{} : fitting.problems();
  }

  const Problems& problems() const { return problems_; }
  std::string text() const { return json_text(shape_); }

 private:
  std::string group_of(const std::string& name) const {
    if (name == "analysis" || is_group(name) || find_param(spec_params(), name) != nullptr) return "";
    if (find_param(analysis_->params, name) != nullptr) return "parameters";
    return find_param(output_params(), name) != nullptr ? "output" : "parameters";
  }

  void put(const std::string& group, const std::string& name, json value) {
    json& object = group.empty() ? shape_ : shape_[group];
    if (object.is_null()) object = json::object();
    if (!object.is_object()) return;  // "parameters": 5 is refused with the shape
    if (const auto known = object.find(name); known != object.end() && *known != value)
      problems_.push_back(given_twice(name, (group.empty() ? "/" : '/' + group + '/') + name));
    else
      object[name] = std::move(value);
  }

  const Analysis* analysis_;
  json shape_ = json::object();
  Problems problems_;
};

// The shape is checked before the parameters, and the second check never sees a spec that fails the first.
void add_unlisted(Problems& all, const Problems& more) {
  for (const auto& problem : more)
    if (std::ranges::find(all, problem) == all.end()) all.push_back(problem);
}

SpecAnswer checked(std::string_view text) {
  auto spec = parse_spec(text);
  if (!spec) return SpecRefusal{422, spec.problems()};
  if (auto problems = check_spec(*spec); !problems.empty()) return SpecRefusal{422, std::move(problems)};
  return *std::move(spec);
}

}  // namespace

std::vector<Param> submission_query(const Analysis& analysis) {
  std::vector<Param> params = analysis.params;
  const auto add = [&params](const std::vector<Param>& more) {
    for (const auto& param : more)
      if (param.name != "analysis" && find_param(params, param.name) == nullptr) params.push_back(param);
  };
  add(output_params());
  add(spec_params());
  for (auto& param : params) param.fallback.reset();  // what is absent stays absent: defaults are applied at the run
  return params;
}

SpecAnswer spec_for(const Analysis& analysis, const Request& request) {
  Gathering gathering(analysis);
  if (request.body.find_first_not_of(" \t\r\n") != std::string::npos) {
    const auto body = parse_json(request.body);
    if (!body) return SpecRefusal{400, body.problems()};
    if (!body->is_object())
      return SpecRefusal{422,
                         {{"wrong-type", "", "The body must be a JSON object.", "Write {\"from\": 1990}.", {}, {}}}};
    gathering.add_body(*body);
  }
  std::vector<std::pair<std::string, std::string>> query = request.query;
  std::erase_if(query, [](const auto& parameter) { return parameter.first == "dryRun"; });
  const auto values = parse_values(submission_query(analysis), query, "/query");
  if (!values) return SpecRefusal{400, values.problems()};
  gathering.add_query(*values);
  if (!gathering.problems().empty()) return SpecRefusal{422, gathering.problems()};
  auto answer = checked(gathering.text());
  if (auto* refusal = std::get_if<SpecRefusal>(&answer)) add_unlisted(refusal->problems, gathering.check_parameters());
  return answer;
}

SpecAnswer spec_of_body(const Request& request) {
  const auto body = parse_json(request.body);
  if (!body) return SpecRefusal{400, body.problems()};
  return checked(request.body);
}

}  // namespace perigee::api
