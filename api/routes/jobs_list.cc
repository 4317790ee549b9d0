#include "api/routes/jobs_list.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/routes/jobs_docs.h"
#include "api/routes/jobs_json.h"
#include "api/routes/jobs_time.h"
#include "api/url.h"
#include "perigee/base/text.h"
#include "perigee/schema/check.h"
#include "perigee/store/jobs.h"

namespace perigee::api {
namespace {

const std::vector<std::string>& state_words() {
  static const std::vector<std::string> words = {"accepted", "queued", "in progress",
                                                 "complete", "failed", "cancelled"};
  return words;
}

// The words themselves, and "in-progress" and "in_progress", which need no escape in an address.
std::optional<JobState> state_named(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '-' || c == '_'; }, ' ');
  return state_of(text);
}

struct Reading {
  JobQuery query;
  Problems problems;

  void state(const std::string& text) {
    if (const auto state = state_named(text))
      query.states.push_back(*state);
    else
      problems.push_back({"unknown-state",
                          "/query/state",
                          "There is no state '" + text + "'." + did_you_mean(text, state_words()),
                          "There are " + in_words(state_words()) + ".",
                          {},
                          {}});
  }

  void moment(std::optional<Millis>& into, const std::string& name, const std::string& text) {
    into = moment_of(text);
    if (into) return;
    problems.push_back({"bad-time",
                        "/query/" + name,
                        "'" + text + "' is no time.",
                        "Write 2026-03-01 or 2026-03-01T12:30:00Z.",
                        {},
                        {}});
  }
};

Reading read(const Request& request) {
  const Values values = *parse_values(list_params(), request.query, "/query");  // checked by the dispatcher
  Reading reading;
  const auto text = [&values](const char* name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : std::get<std::string>(found->second);
  };
  if (const auto found = values.find("state"); found != values.end())
    for (const auto& word : std::get<std::vector<std::string>>(found->second)) reading.state(word);
  reading.query.analysis = text("analysis");
  reading.query.dataset = text("dataset");
  reading.query.text = text("text");
  reading.query.after = text("after");
  if (!reading.query.after.empty() && !is_page_cursor(reading.query.after))
    reading.problems.push_back({"bad-cursor",
                                "/query/after",
                                "'" + reading.query.after + "' is no page of this list.",
                                "Use the `next` of the page before.",
                                {},
                                {}});
  if (values.contains("created_from")) reading.moment(reading.query.created_from, "created_from", text("created_from"));
  if (values.contains("created_to")) reading.moment(reading.query.created_to, "created_to", text("created_to"));
  if (const auto found = values.find("limit"); found != values.end())
    reading.query.limit = static_cast<std::size_t>(std::get<std::int64_t>(found->second));
  return reading;
}

// The same filters, one page on.
std::string next_link(const Request& request, const std::string& after) {
  std::string address = "/jobs?";
  for (const auto& [name, value] : request.query)
    if (name != "after") address += percent_encoded(name) + '=' + percent_encoded(value) + '&';
  return '<' + address + "after=" + percent_encoded(after) + ">; rel=\"next\"";
}

Response list(const Services& services, const Request& request) {
  const Reading reading = read(request);
  if (!reading.problems.empty()) return problem_response(400, reading.problems);
  const JobPage page = Jobs(services.redis, services.clock).list(reading.query);
  Response response = json_response(200, page_json(page));
  if (!page.next.empty()) response.header("Link", next_link(request, page.next));
  return response;
}

}  // namespace

Route list_route(const Services& services) {
  Route route = describe_list();
  route.handle = [&services](const Request& request) { return list(services, request); };
  return route;
}

}  // namespace perigee::api
