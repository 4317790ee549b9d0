#include "perigee/kube/api_error.h"

#include <gtest/gtest.h>

namespace perigee::kube {
namespace {

using std::chrono::seconds;

TEST(ApiError, HoldsEveryCauseOfAStatus) {
  const auto error = error_of_answer(422, R"({"kind":"Status","reason":"Invalid","message":"a is invalid","code":422,
    "details":{"causes":[{"reason":"FieldValueInvalid","field":"spec.a","message":"no"},{"field":"spec.b"}]}})",
                                     std::nullopt);
  EXPECT_TRUE(error.is_invalid());
  ASSERT_EQ(error.causes.size(), 2u);
  EXPECT_EQ(error.causes[0], (Cause{"FieldValueInvalid", "spec.a", "no"}));
  EXPECT_EQ(to_string(error), "The API server refused with 422 Invalid: a is invalid");
}

TEST(ApiError, TellsTheTwoConflictsApart) {
  const auto conflict = [](const char* reason) {
    return error_of_answer(409, R"({"kind":"Status","reason":")" + std::string(reason) + "\"}", std::nullopt);
  };
  EXPECT_TRUE(conflict("AlreadyExists").already_exists());
  EXPECT_FALSE(conflict("AlreadyExists").is_conflict());
  EXPECT_TRUE(conflict("Conflict").is_conflict());
}

TEST(ApiError, SaysWhenToAskAgain) {
  const char* body = R"({"kind":"Status","details":{"retryAfterSeconds":7}})";
  EXPECT_EQ(error_of_answer(429, body, std::nullopt).retry_after, seconds(7));
  EXPECT_EQ(error_of_answer(429, body, seconds(2)).retry_after, seconds(2));
  EXPECT_EQ(error_of_answer(429, R"({"kind":"Status","details":{"retryAfterSeconds":-7}})", std::nullopt).retry_after,
            std::nullopt);
}

TEST(ApiError, KnowsWhatPassesByItself) {
  for (const int code : {408, 429, 500, 502, 503, 504})
    EXPECT_TRUE(error_of_answer(code, "", std::nullopt).is_transient());
  for (const int code : {400, 401, 403, 404, 409, 410, 413, 422})
    EXPECT_FALSE(error_of_answer(code, "", std::nullopt).is_transient()) << code;
}

TEST(ApiError, OwnsThatAServerErrorMayHaveWritten) {
  EXPECT_TRUE(error_of_answer(504, "", std::nullopt).may_have_happened);
  EXPECT_FALSE(error_of_answer(409, "", std::nullopt).may_have_happened);
}

TEST(ApiError, StandsAnyBody) {
  for (const char* body :
       {"", "<html>", "[]", "{}", R"({"kind":1})", R"({"kind":"Status","details":1,"message":[]})",
        R"({"kind":"Status","details":{"causes":{}}})", R"({"kind":"Status","details":{"causes":[1]}})"})
    EXPECT_EQ(error_of_answer(500, body, std::nullopt).code, 500) << body;
}

TEST(ApiError, StaysOneLineOfTextWhateverTheServerWrote) {
  ApiError error{ApiError::Kind::refused, 500, "", "a\nb\x01\xff" + std::string(5000, 'x'), {}, std::nullopt, false};
  const std::string sentence = to_string(error);
  EXPECT_EQ(sentence.find('\n'), std::string::npos);
  EXPECT_LE(sentence.size(), 1100u);
}

}  // namespace
}  // namespace perigee::kube
