#include "perigee/catalog/crd.h"

#include <nlohmann/json.hpp>

#include "perigee/catalog/crd_schema.h"
#include "perigee/catalog/openapi.h"
#include "perigee/schema/cel.h"
#include "perigee/schema/yaml.h"

namespace perigee {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kGroup = "perigee.dev", kVersion = "v1alpha1", kKind = "AnalysisJob";

// A Job is named <name>-<8 of the uid>-<attempt, up to 999>, and its name is the value of a label: 63 characters.
constexpr std::size_t kLongestName = 63 - 1 - 8 - 1 - 3;
constexpr std::string_view kResourceName = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

std::string api_version() { return std::string(kGroup) + "/" + std::string(kVersion); }

enum class Shown { always, wide };  // wide: with -o wide

ordered_json column(const char* name, const char* type, const char* path, const char* help,
                    Shown shown = Shown::always) {
  ordered_json column = {{"name", name}, {"type", type}, {"jsonPath", path}, {"description", help}};
  if (shown == Shown::wide) column["priority"] = 1;
  return column;
}

ordered_json columns() {
  return ordered_json::array(
      {column("State", "string", ".status.state", "How it stands"),
       column("Analysis", "string", ".spec.analysis", "What is drawn"),
       column("Dataset", "string", ".spec.dataset", "From what"),
       column("Attempts", "integer", ".status.attempts", "How many Jobs were made for it"),
       column("Duration", "string", ".status.duration", "From the first attempt to the end"),
       column("Age", "date", ".metadata.creationTimestamp", "Since it was created"),
       column("Job", "string", ".status.jobRef.name", "The Job of the last attempt", Shown::wide),
       column("Node", "string", ".status.node", "Where it ran", Shown::wide),
       column("SHA256", "string", ".status.result.sha256", "Of the result", Shown::wide)});
}

ordered_json selectable_fields() {
  return ordered_json::array(
      {{{"jsonPath", ".spec.analysis"}}, {{"jsonPath", ".spec.dataset"}}, {{"jsonPath", ".status.state"}}});
}

// The name becomes part of a Job's name: a rule, because a refusal tells more than a Job that can not be made.
crd_schema::CelRule short_name() {
  return {.rule = "size(self.metadata.name) <= " + std::to_string(kLongestName) + " && self.metadata.name.matches(" +
                  cel_literal(std::string(kResourceName)) + ")",
          .message = "The name of an AnalysisJob has up to " + std::to_string(kLongestName) +
                     " lower-case letters, digits and dashes, so that the names of its Jobs fit into a label.",
          .field = ".metadata.name"};
}

ordered_json schema(const std::vector<Analysis>& analyses) {
  ordered_json schema = crd_schema::object(
      "An AnalysisJob draws one chart from one dataset: one Job per attempt, one result. kubectl wait "
      "--for=condition=Finished waits for its end, GET /results/<name> of the API returns the chart.");
  schema["required"] = {"spec"};
  ordered_json& members = schema["properties"];
  members["apiVersion"] = {{"type", "string"}, {"description", api_version()}};
  members["kind"] = {{"type", "string"}, {"description", kKind}};
  members["metadata"] = {{"type", "object"}, {"properties", {{"name", {{"type", "string"}}}}}};
  members["spec"] = crd_schema::spec(analyses);
  members["status"] = crd_schema::status();
  crd_schema::add(schema, short_name());
  return schema;
}

ordered_json version(const std::vector<Analysis>& analyses) {
  return {{"name", kVersion},
          {"served", true},
          {"storage", true},
          {"subresources", {{"status", ordered_json::object()}}},
          {"additionalPrinterColumns", columns()},
          {"selectableFields", selectable_fields()},
          {"schema", {{"openAPIV3Schema", schema(analyses)}}}};
}

}  // namespace

ordered_json crd(const std::vector<Analysis>& analyses) {
  return {{"apiVersion", "apiextensions.k8s.io/v1"},
          {"kind", "CustomResourceDefinition"},
          {"metadata", {{"name", "analysisjobs." + std::string(kGroup)}}},
          {"spec",
           {{"group", kGroup},
            {"names",
             {{"kind", kKind},
              {"listKind", std::string(kKind) + "List"},
              {"plural", "analysisjobs"},
              {"singular", "analysisjob"},
              {"shortNames", {"aj"}},
              {"categories", {"all", "perigee"}}}},
            {"scope", "Namespaced"},
            {"versions", ordered_json::array({version(analyses)})}}}};
}

std::string crd_yaml(const std::vector<Analysis>& analyses) {
  return "# Written by `make regen` from the descriptions of the analyses; what is edited here is lost.\n" +
         yaml_text(crd(analyses));
}

std::string sample_yaml(const Analysis& analysis) {
  const ordered_json job = {{"apiVersion", api_version()},
                            {"kind", kKind},
                            {"metadata", {{"name", analysis.name}}},
                            {"spec", ordered_json(request_example(analysis))}};
  return "# " + analysis.help + "\n#\n#   kubectl apply -f samples/" + analysis.name +
         ".yaml\n#   kubectl wait --for=condition=Finished aj/" + analysis.name + "\n" + yaml_text(job);
}

}  // namespace perigee
