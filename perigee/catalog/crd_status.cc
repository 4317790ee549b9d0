// How the job stands: written by the controller alone, through the status subresource.
#include <nlohmann/json.hpp>

#include "perigee/catalog/crd_schema.h"

namespace perigee::crd_schema {
namespace {

constexpr std::size_t kLongestName = 253, kLongestUid = 36, kLongestMessage = 1024, kLongestReason = 128;

Schema words(std::string description, std::vector<std::string> choices) {
  return {{"type", "string"}, {"description", std::move(description)}, {"enum", std::move(choices)}};
}

Schema time(std::string description) {
  return {{"type", "string"}, {"description", std::move(description)}, {"format", "date-time"}};
}

Schema condition() {
  Schema schema = object("One aspect of the state.");
  schema["required"] = {"type", "status", "lastTransitionTime", "reason", "message"};
  Schema& members = schema["properties"];
  members["type"] = text("Finished, Succeeded, ResultAvailable, Suspended or Stalled.", 64);
  members["status"] = words("Whether it holds.", {"True", "False", "Unknown"});
  members["observedGeneration"] = integer("The generation of the spec that it was told of.");
  members["lastTransitionTime"] = time("When it last changed.");
  members["reason"] = text("One word for programs.", kLongestReason);
  members["message"] = text("A sentence for people.", kLongestMessage);
  return schema;
}

Schema conditions() {
  return {
      {"type", "array"},
      {"description",
       "Finished is True in every terminal state: kubectl wait --for=condition=Finished. Succeeded is Unknown while "
       "the job is active. ResultAvailable, Suspended and Stalled say what they are named after."},
      {"maxItems", 8},
      {"x-kubernetes-list-type", "map"},
      {"x-kubernetes-list-map-keys", {"type"}},
      {"items", condition()}};
}

Schema job_ref() {
  Schema schema = object("The Job of the last attempt.");
  schema["properties"]["name"] = text("Its name.", kLongestName);
  schema["properties"]["uid"] = text("Its uid.", kLongestUid);
  return schema;
}

Schema result() {
  Schema schema = object("What was committed, once and for all.");
  Schema& members = schema["properties"];
  members["key"] = text("Where it lies in Redis; GET /results/<name> returns it.", kLongestName + 16);
  members["contentType"] = text("image/png, image/svg+xml, application/json or text/csv.", 64);
  members["bytes"] = integer("Its size.");
  members["sha256"] = text("Its SHA-256, in hexadecimal digits.", 64);
  members["width"] = integer("Width of the picture in pixels.");
  members["height"] = integer("Height of the picture in pixels.");
  members["rows"] = integer("Rows of the dataset that it was drawn from.");
  members["datasetVersion"] = text("Version of the dataset, pinned when the job started.", 64);
  members["renderMillis"] = integer("Milliseconds from the start of the runner to the commit.");
  return schema;
}

Schema failure() {
  Schema schema = object("Why the job failed.");
  Schema& members = schema["properties"];
  members["class"] = words(
      "UserError: mend the spec or the data. Infrastructure: it was tried as often as backoffLimit allows. Platform: "
      "the cluster did not let it run, or the runner has a bug.",
      {"UserError", "Infrastructure", "Platform"});
  members["reason"] = text("One word for programs, such as MissingColumn or DeadlineExceeded.", kLongestReason);
  members["message"] = text("A sentence for people: what is wrong, and what to do about it.", kLongestMessage);
  members["exitCode"] = integer("Exit code of the runner; absent where it did not exit.");
  members["podName"] = text("The pod of the last attempt.", kLongestName);
  members["node"] = text("The node that it ran on.", kLongestName);
  return schema;
}

}  // namespace

Schema status() {
  Schema schema = object("How it stands. Written by the controller alone.");
  Schema& members = schema["properties"];
  members["observedGeneration"] = integer("The generation of the spec that the controller acted on last.");
  members["state"] = words("For people and selectors; programs read the conditions.",
                           {"Pending", "Running", "Succeeded", "Failed", "Cancelled", "Suspended"});
  members["conditions"] = conditions();
  members["attempts"] = integer("How many Jobs were made for it.");
  members["attemptsOver"] = integer("Those that are over.");
  members["failures"] = integer("Those that count against backoffLimit.");
  members["disruptions"] = integer("Those that do not count.");
  members["nextAttemptTime"] = time("When the next may be made.");
  members["activeFrom"] = time("The deadlines count from here.");
  members["startTime"] = time("When the first container started.");
  members["completionTime"] = time("When the job became terminal.");
  members["duration"] = text("From startTime to completionTime, such as 1.8s.", 16);
  members["jobRef"] = job_ref();
  members["node"] = text("The node of the last attempt.", kLongestName);
  members["result"] = result();
  members["failure"] = failure();
  return schema;
}

}  // namespace perigee::crd_schema
