#include "perigee/kube/api_error.h"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>

#include "perigee/base/utf8.h"

namespace perigee::kube {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestSentence = 1024;

const json& member(const json& object, const char* name) {
  static const json kNothing;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? *found : kNothing;
}

std::string text(const json& object, const char* name) {
  const json& value = member(object, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::vector<Cause> causes_of(const json& details) {
  std::vector<Cause> causes;
  const json& told = member(details, "causes");
  if (!told.is_array()) return causes;
  for (const json& cause : told)
    causes.push_back({text(cause, "reason"), text(cause, "field"), text(cause, "message")});
  return causes;
}

std::optional<std::chrono::seconds> seconds_in(const json& value) {
  if (!value.is_number_unsigned()) return std::nullopt;
  return std::chrono::seconds(std::min<std::uint64_t>(value.get<std::uint64_t>(), 3600));
}

const char* kind_in_words(ApiError::Kind kind) {
  switch (kind) {
    case ApiError::Kind::refused:
      return "The API server refused";
    case ApiError::Kind::unreachable:
      return "The API server can not be reached";
    case ApiError::Kind::unverified:
      return "The API server is not who it should be";
    case ApiError::Kind::timeout:
      return "The API server did not answer in time";
    case ApiError::Kind::malformed:
      return "The API server's answer makes no sense";
    case ApiError::Kind::stopped:
      return "The request was given up";
  }
  return "";
}

// Whatever the server wrote, the sentence stays one line of valid UTF-8.
std::string one_line(std::string sentence) {
  sentence = to_valid_utf8(std::string_view(sentence).substr(0, kLongestSentence));
  std::replace_if(
      sentence.begin(), sentence.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return sentence;
}

}  // namespace

bool ApiError::is_transient() const {
  switch (kind) {
    case Kind::refused:
      return code == 429 || code >= 500 || code == 408;
    case Kind::unreachable:
    case Kind::timeout:
    case Kind::unverified:  // a certificate is replaced by somebody else
    case Kind::malformed:
      return true;
    case Kind::stopped:
      return false;
  }
  return false;
}

ApiError error_of_answer(int code, std::string_view body, std::optional<std::chrono::seconds> retry_after) {
  ApiError error{ApiError::Kind::refused, code, "", "", {}, retry_after, code >= 500};
  const json status = json::parse(body, nullptr, false);
  if (text(status, "kind") != "Status") {
    error.message = "the answer holds no Status";
    return error;
  }
  if (const json& told = member(status, "code"); code == 0 && told.is_number_integer()) error.code = told.get<int>();
  error.reason = text(status, "reason");
  error.message = text(status, "message");
  error.causes = causes_of(member(status, "details"));
  if (!error.retry_after) error.retry_after = seconds_in(member(member(status, "details"), "retryAfterSeconds"));
  return error;
}

ApiError malformed(std::string message) {
  return {ApiError::Kind::malformed, 0, "", std::move(message), {}, std::nullopt, true};
}

std::string to_string(const ApiError& error) {
  std::string sentence = kind_in_words(error.kind);
  if (error.code != 0) sentence += " with " + std::to_string(error.code);
  if (!error.reason.empty()) sentence += " " + error.reason;
  if (!error.message.empty()) sentence += ": " + error.message;
  return one_line(std::move(sentence));
}

}  // namespace perigee::kube
