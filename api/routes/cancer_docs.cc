#include "api/routes/cancer_docs.h"

#include <utility>

#include "api/json_text.h"

namespace perigee::api {

Route cancer_route(std::string method, std::string pattern, std::string summary, std::vector<AnswerDoc> answers,
                   Handler handle) {
  Route made;
  made.method = std::move(method);
  made.pattern = std::move(pattern);
  made.summary = std::move(summary);
  made.tag = "cancer";
  made.answers = std::move(answers);
  made.handle = std::move(handle);
  return made;
}

AnswerDoc json_doc(int status, std::string help, std::string schema, std::string example) {
  return {status, std::move(help), {{"application/json", std::move(schema), std::move(example)}}, {}};
}

Param named_param(std::string name, std::string help, Kind kind) {
  Param param;
  param.name = std::move(name);
  param.help = std::move(help);
  param.kind = kind;
  return param;
}

Response message_response(int status, const std::string& text) {
  return json_response(status, "{\"message\": " + api::quoted(text) + '}');
}

Response refusal(int status, std::string code, std::string old_sentence, std::string remedy) {
  return problem_response(status, {{std::move(code), "", std::move(old_sentence), std::move(remedy), {}, {}}});
}

}  // namespace perigee::api
