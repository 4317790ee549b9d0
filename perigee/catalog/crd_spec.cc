// What the user wants: the members of the one shape, and those that only a cluster knows.
#include <nlohmann/json.hpp>

#include "perigee/base/text.h"
#include "perigee/catalog/crd_schema.h"
#include "perigee/job/output.h"
#include "perigee/job/spec.h"
#include "perigee/schema/cel.h"

namespace perigee::crd_schema {
namespace {

Schema schema_of_name(const Param& param) {
  Schema schema = text(description_of(param), param.max_length);
  add(schema, rule_of("self.matches(" + cel_literal(std::string(kNamePattern)) + ")", bad_name(param.name), ""));
  return schema;
}

Schema analysis_schema(const std::vector<Analysis>& analyses) {
  std::string help = "Name of the analysis.";
  Schema names = Schema::array();
  for (const auto& analysis : analyses) {
    help += "\n" + analysis.name + ": " + analysis.help;
    names.push_back(analysis.name);
  }
  Schema schema = text(std::move(help), find_param(spec_params(), "analysis")->max_length);
  schema["enum"] = std::move(names);
  return schema;
}

// "self.?width.orValue(800)"
std::string with_default(const Param& param) {
  return "self.?" + cel_member(param.name) + ".orValue(" + cel_literal(*param.fallback) + ")";
}
std::string output_value(std::string_view name) { return with_default(*find_param(output_params(), name)); }

std::string pixels_cel() {
  const std::string height = output_value("height"), scale = output_value("scale");
  return output_value("width") + " * (" + height + " == 0 ? " + std::to_string(kUsualHeight) + " : self.height) * " +
         scale + " * " + scale;
}

Schema output() {
  Schema schema = object("What to make of the analysis: a picture, or the table that was drawn.");
  for (const auto& param : output_params()) schema["properties"][param.name] = schema_of(param);
  add(schema["properties"]["height"],
      rule_of("self <= 0 || self >= " + std::to_string(kMinHeight), low_height(kShown), "self"));
  const std::string no_pixels = output_value("format") + " in " + cel_list(std::vector<std::string>{"json", "csv"});
  CelRule pixels = rule_of(no_pixels + " || " + pixels_cel() + " <= " + std::to_string(kMaxPixels),
                           too_many_pixels(kShown), pixels_cel());
  pixels.field = ".scale";
  add(schema, pixels);
  return schema;
}

Schema retention() {
  Schema schema = object("How long the AnalysisJob and its result are kept once it has ended; then both are deleted.");
  for (const auto& param : retention_params()) {
    Schema member = text(description_of(param), param.max_length);
    add(member,
        rule_of("self.matches(" + cel_literal(std::string(kDurationPattern)) + ")", bad_duration(kShown), "self"));
    schema["properties"][param.name] = std::move(member);
  }
  return schema;
}

// Of the same kind and range as the active deadline.
Param pending_deadline() {
  Param param = *find_param(spec_params(), "activeDeadlineSeconds");
  param.name = "pendingDeadlineSeconds";
  param.help =
      "seconds until the first container has started, or the job fails, saying what it waited for; the lesser of 300 "
      "and activeDeadlineSeconds where left out. Pauses while suspended or queued";
  param.fallback.reset();
  return param;
}

Schema queue_name() {
  Schema schema = text(
      "Kueue's local queue that admits the job. Until then it waits, suspended, and no deadline runs. "
      "Empty: it starts at once.",
      kLongestLabelValue);
  schema["pattern"] = "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$";
  return schema;
}

// A rule with oldSelf is skipped where its own member is added or removed: these stand on the spec, which is always
// there. (Optionals would be shorter, but Kubernetes takes their comparison for endlessly costly.)
CelRule immutable(const std::string& name) {
  const std::string now = "self." + name, before = "oldSelf." + name;
  return {.rule = "has(" + now + ") ? has(" + before + ") && " + now + " == " + before + " : !has(" + before + ")",
          .message = "'" + name + "' can not be changed. Create another AnalysisJob.",
          .field = "." + name};
}

CelRule cancel_stays() {
  return {.rule = "!oldSelf.?cancel.orValue(false) || self.?cancel.orValue(false)",
          .message = "'cancel' can not be taken back. Create another AnalysisJob.",
          .field = ".cancel"};
}

CelRule one_who_suspends() {
  return {.rule = "self.?queueName.orValue(\"\") == \"\" || !self.?suspend.orValue(false)",
          .message =
              "'suspend' can not be true together with 'queueName': the queue decides when the job starts. "
              "Leave one of them out.",
          .field = ".suspend"};
}

CelRule pending_ends_first() {
  return {.rule = "!has(self.pendingDeadlineSeconds) || self.pendingDeadlineSeconds < " +
                  with_default(*find_param(spec_params(), "activeDeadlineSeconds")),
          .message = "'pendingDeadlineSeconds' must be less than 'activeDeadlineSeconds'. Change one of the two.",
          .field = ".pendingDeadlineSeconds"};
}

}  // namespace

Schema spec(const std::vector<Analysis>& analyses) {
  Schema schema = object("What is wanted. Only suspend, cancel and retention can be changed later.");
  schema["required"] = {"analysis"};
  Schema& members = schema["properties"];
  const auto described = [](std::string_view name) { return schema_of(*find_param(spec_params(), name)); };
  members["analysis"] = analysis_schema(analyses);
  members["dataset"] = schema_of_name(*find_param(spec_params(), "dataset"));
  members["parameters"] = parameters(analyses);
  members["output"] = output();
  members["activeDeadlineSeconds"] = described("activeDeadlineSeconds");
  members["pendingDeadlineSeconds"] = schema_of(pending_deadline());
  members["backoffLimit"] = described("backoffLimit");
  members["runner"] = runner();
  members["queueName"] = queue_name();
  members["suspend"] = {
      {"type", "boolean"},
      {"description", "True: nothing runs, and what runs is ended. False again: the job starts anew."}};
  members["cancel"] = {{"type", "boolean"}, {"description", "True: the job ends as Cancelled. Can not be taken back."}};
  members["retention"] = retention();

  for (const char* name : {"analysis", "dataset", "parameters", "output", "activeDeadlineSeconds",
                           "pendingDeadlineSeconds", "backoffLimit", "runner", "queueName"})
    add(schema, immutable(name));
  add(schema, cancel_stays());
  add(schema, one_who_suspends());
  add(schema, pending_ends_first());
  for (const auto& rule : parameter_rules(analyses)) add(schema, rule);
  return schema;
}

}  // namespace perigee::crd_schema
