// What a user may say of the pod that draws: a whitelist, so that the CRD stays small and the pod restricted.
#include <nlohmann/json.hpp>

#include "perigee/catalog/crd_schema.h"
#include "perigee/schema/cel.h"

namespace perigee::crd_schema {
namespace {

constexpr std::size_t kMostEntries = 16;
constexpr std::size_t kLongestName = 253, kLongestAnnotation = 1024;
constexpr std::string_view kLabelValue = "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$";

Schema map(std::string description, Schema values) {
  return {{"type", "object"},
          {"description", std::move(description)},
          {"maxProperties", kMostEntries},
          {"additionalProperties", std::move(values)}};
}

Schema label_value() { return {{"type", "string"}, {"maxLength", kLongestLabelValue}, {"pattern", kLabelValue}}; }

Schema quantity() {
  return {
      {"x-kubernetes-int-or-string", true}, {"maxLength", 20}, {"pattern", "^[0-9]+([.][0-9]+)?([KMGTPE]i?|[mk])?$"}};
}

Schema resources() {
  Schema schema = object("Requests and limits of the runner's container. Left out: those of the installation.");
  schema["properties"]["requests"] = map("What is reserved, such as cpu: 100m and memory: 64Mi.", quantity());
  schema["properties"]["limits"] = map("What is allowed at most.", quantity());
  return schema;
}

Schema toleration() {
  Schema schema = object("A taint that the pod tolerates.");
  Schema& members = schema["properties"];
  members["key"] = text("Key of the taint; empty, with operator Exists, for all.", kLongestName + 64);
  members["operator"] = {{"type", "string"}, {"description", "Equal if left out."}, {"enum", {"Equal", "Exists"}}};
  members["value"] = text("Value of the taint, with operator Equal.", kLongestLabelValue);
  members["effect"] = {{"type", "string"},
                       {"description", "Effect of the taint; all if left out."},
                       {"enum", {"NoSchedule", "PreferNoSchedule", "NoExecute"}}};
  members["tolerationSeconds"] = integer("For how long a NoExecute taint is tolerated; for ever if left out.");
  return schema;
}

// Keys under these prefixes decide whose a Job is; a user's would confuse controllers.
Schema metadata(const std::string& what, Schema values) {
  const std::vector<std::string> prefixes = {"perigee.dev/", "kueue.x-k8s.io/", "batch.kubernetes.io/"};
  Schema schema =
      map(what + " added to the Job and its pod, for cost accounting, meshes and the like.", std::move(values));
  add(schema, {.rule = "self.all(key, !" + cel_list(prefixes) + ".exists(prefix, key.startsWith(prefix)))",
               .message = "Keys that begin with perigee.dev/, kueue.x-k8s.io/ or batch.kubernetes.io/ belong to the "
                          "controllers. Use a prefix of your own."});
  return schema;
}

}  // namespace

Schema runner() {
  Schema schema = object("What is said of the pod that draws.");
  Schema& members = schema["properties"];
  members["resources"] = resources();
  members["nodeSelector"] = map("Labels that the node must have.", label_value());
  members["tolerations"] = {{"type", "array"},
                            {"description", "Taints that the pod tolerates, beside those of the installation."},
                            {"maxItems", kMostEntries},
                            {"items", toleration()}};
  members["priorityClassName"] = text("Priority class of the pod.", kLongestName);
  members["labels"] = metadata("Labels", label_value());
  members["annotations"] = metadata("Annotations", {{"type", "string"}, {"maxLength", kLongestAnnotation}});
  return schema;
}

}  // namespace perigee::crd_schema
