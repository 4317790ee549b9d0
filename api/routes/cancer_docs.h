// What the routes of the cancer API are described with.
#pragma once

#include <string>
#include <vector>

#include "api/http.h"

namespace perigee::api {

// The sentences that its clients know.
inline constexpr char kNoCancerData[] = "No dataset loaded.";

Route cancer_route(std::string method, std::string pattern, std::string summary, std::vector<AnswerDoc> answers,
                   Handler handle);

AnswerDoc json_doc(int status, std::string help, std::string schema, std::string example = {});

Param named_param(std::string name, std::string help, Kind kind = Kind::string);

// {"message": "…"}
Response message_response(int status, const std::string& text);
inline constexpr char kMessageSchema[] =
    R"({"type": "object", "required": ["message"], "properties": {"message": {"type": "string"}}})";

// A problem whose `error` is the sentence that old clients know; the rest says more.
Response refusal(int status, std::string code, std::string old_sentence, std::string remedy = {});

}  // namespace perigee::api
