#include "api/routes/missions_docs.h"

#include <algorithm>
#include <utility>

#include "api/missions/question.h"
#include "api/routes/jobs_docs.h"
#include "api/rows.h"
#include "api/upload.h"

namespace perigee::api {
namespace {

constexpr char kJobSchema[] = R"({
  "type": "object", "required": ["id", "route", "status"],
  "properties": {"id": {"type": "string"}, "route": {"type": "string"},
    "status": {"enum": ["submitted", "in progress", "completed", "incompleted"]}}})";

AnswerDoc text_answer(int status, std::string help) {
  return {status, std::move(help), {{"text/plain; charset=utf-8", R"({"type": "string"})", ""}}, {}};
}

AnswerDoc json_answer(int status, std::string help, std::string schema, std::vector<std::string> headers = {}) {
  return {status, std::move(help), {{"application/json", std::move(schema), ""}}, std::move(headers)};
}

Route route(std::string method, std::string pattern, std::string summary, std::vector<AnswerDoc> answers) {
  Route made;
  made.method = std::move(method);
  made.pattern = std::move(pattern);
  made.summary = std::move(summary);
  made.tag = "missions";
  made.answers = std::move(answers);
  return made;
}

Param id_param(std::string help) {
  Param id;
  id.name = "id";
  id.help = std::move(help);
  return id;
}

Route load_route() {
  Route made = route("POST", "/data", "load the missions; a body is loaded in place of them",
                     {text_answer(200, "loaded"), problem_doc(422, "The rows can not be read truthfully."),
                      problem_doc(503, "The file to load from can not be read.")});
  made.body = upload_bodies();
  made.query = upload_parameters();
  made.streams_body = true;
  return made;
}

Route rows_route() {
  auto answers = row_answers(RowShape::launches);
  answers.push_back(problem_doc(404, "There are no missions."));
  Route made = route("GET", "/data", "the missions as they were loaded", std::move(answers));
  made.query = row_parameters();
  made.headers = {"If-None-Match"};
  return made;
}

Route ask_route() {
  Route made = route("POST", "/jobs/{id}", "ask for what /help lists, such as total_cost_by_org-SpaceX",
                     {text_answer(200, "Asked for, whatever it is; the text ends with the job's id."),
                      json_answer(202, "The same where Accept prefers application/json.", kJobSchema, {"Location"})});
  made.captures = {route_param()};
  return made;
}

Route result_route() {
  Route made = route("GET", "/jobs/{id}", "the result of a job",
                     {json_answer(200, "the result, or in a sentence why there is none", "{}"),
                      json_answer(202, "The map is not drawn yet.", kJobSchema, {"Retry-After"}),
                      {304, "The client has it.", {}, {"ETag"}},
                      {404,
                       "There is no such job.",
                       {{"text/plain; charset=utf-8", R"({"type": "string"})", ""}, {kProblemType, "Problem", ""}},
                       {}}});
  made.captures = {id_param("the id that the POST told")};
  made.query = {wait_param()};
  made.headers = {"If-None-Match", "Prefer"};
  made.waits = true;
  return made;
}

// "POST   /jobs/<route>"
std::string shown(const Route& route) {
  std::string text = route.method + std::string(7 - route.method.size(), ' ') + route.pattern;
  const std::size_t brace = text.find('{');
  if (brace == std::string::npos) return text;
  return text.substr(0, brace) + (route.method == "POST" ? "<route>" : "<job id>");
}

}  // namespace

Param route_param() { return id_param("what is asked for"); }

std::vector<Route> describe_missions() {
  const std::string jobs = R"({"type": "array", "items": )" + std::string(kJobSchema) + '}';
  std::vector<Route> routes = {
      load_route(),
      rows_route(),
      route("DELETE", "/data", "delete the missions", {text_answer(200, "deleted")}),
      route("GET", "/jobs", "the jobs, newest first", {json_answer(200, "the jobs", jobs)}),
      ask_route(),
      result_route(),
      route("DELETE", "/jobs/clear", "forget all jobs and their results", {text_answer(200, "cleared")}),
      route("GET", "/help", "the routes of the missions API", {text_answer(200, "the routes")}),
      route("POST", "/help", "the same", {text_answer(200, "the routes")})};
  routes.back().hidden = true;
  return routes;
}

std::string missions_help() {
  const auto line = [](std::string what, std::string_view help) {
    what.resize(std::max<std::size_t>(what.size() + 1, 44), ' ');
    return "  " + what + std::string(help) + '\n';
  };
  std::string text = "The missions API. Its routes:\n\n";
  for (const Route& route : describe_missions())
    if (!route.hidden) text += line(shown(route), route.summary);
  text += "\nWhat POST /jobs/<route> may be asked for ('_' stands for a space in <ORGNAME>):\n\n";
  for (const MissionTopicDoc& topic : mission_topics()) text += line(topic.route, topic.help);
  return text;
}

}  // namespace perigee::api
