#include "perigee/job/termination.h"

#include <nlohmann/json.hpp>

#include "perigee/base/utf8.h"
#include "perigee/schema/json_values.h"

namespace perigee {
namespace {

using nlohmann::json;

constexpr std::size_t kLongest = 4096;  // of the whole: what Kubernetes keeps

json to_json(const ResultInfo& info) {
  return {{"contentType", info.content_type},
          {"bytes", info.bytes},
          {"sha256", info.sha256},
          {"width", info.width},
          {"height", info.height},
          {"rows", info.rows},
          {"datasetVersion", info.dataset_version},
          {"renderMillis", info.render_millis}};
}

ResultInfo result_of(const json& object) {
  ResultInfo info;
  info.content_type = object.value("contentType", "");
  info.bytes = object.value("bytes", std::uint64_t{0});
  info.sha256 = object.value("sha256", "");
  info.width = object.value("width", 0);
  info.height = object.value("height", 0);
  info.rows = object.value("rows", std::uint64_t{0});
  info.dataset_version = object.value("datasetVersion", "");
  info.render_millis = object.value("renderMillis", 0.0);
  return info;
}

// Without the code points that would not fit.
std::string shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = 0;
  for (std::size_t at = 0; at + 3 <= bytes;) {
    end = at;
    next_code_point(text, at);
  }
  return std::string(text.substr(0, end)) + "…";
}

json object_of(const Termination& termination) {
  json object = json::object();
  if (termination.result) object["result"] = to_json(*termination.result);
  if (termination.by_twin) object["byTwin"] = true;
  if (!termination.reason.empty()) object["reason"] = termination.reason;
  if (!termination.message.empty()) object["message"] = termination.message;
  return object;
}

Problem unreadable() {
  return {"bad-termination",
          "",
          "The termination message is not what a runner writes.",
          "Look into the runner's log.",
          {},
          {}};
}

}  // namespace

std::string to_json_text(const Termination& termination) {
  Termination fitting = termination;
  fitting.reason = shortened(fitting.reason, 100);
  std::string text = json_text(object_of(fitting));
  for (std::size_t room = kLongest; text.size() > kLongest && room > 0; room -= room / 8 + 1) {
    fitting.message = shortened(termination.message, room);  // escapes make it longer than it looks
    text = json_text(object_of(fitting));
  }
  return text;
}

Result<Termination> parse_termination(std::string_view text) {
  const auto parsed = parse_json(text);
  if (!parsed || !parsed->is_object()) return unreadable();
  try {
    Termination termination;
    if (const auto result = parsed->find("result"); result != parsed->end()) termination.result = result_of(*result);
    termination.by_twin = parsed->value("byTwin", false);
    termination.reason = parsed->value("reason", "");
    termination.message = parsed->value("message", "");
    return termination;
  } catch (const json::exception&) {  // a member of another type
    return unreadable();
  }
}

}  // namespace perigee
