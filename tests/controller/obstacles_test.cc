#include "controller/obstacles.h"

#include <gtest/gtest.h>

#include "controller/plan.h"

namespace perigee::controller {
namespace {

kube::ApiError refusal(int code, const std::string& message) {
  kube::ApiError error;
  error.kind = kube::ApiError::Kind::refused;
  error.code = code;
  error.message = message;
  return error;
}

std::string reason_of(int code, const std::string& message) {
  const auto obstacle = obstacle_of(refusal(code, message));
  return obstacle ? obstacle->reason : "";
}

TEST(AnObstacle, IsNamedByWhatRefusedTheJob) {
  EXPECT_EQ(reason_of(403, "jobs.batch \"a\" is forbidden: exceeded quota: small"), "Quota");
  EXPECT_EQ(reason_of(403, "User \"c\" cannot create resource \"jobs\""), "Forbidden");
  EXPECT_EQ(reason_of(403, "ValidatingAdmissionPolicy 'images' denied the request"), "Admission");
  EXPECT_EQ(reason_of(422, "spec.template: Invalid value"), "Admission");
}

TEST(AnObstacle, IsNoFaultThatPassesByItself) {
  EXPECT_EQ(reason_of(429, "too many requests"), "");
  EXPECT_EQ(reason_of(500, "etcdserver: request timed out"), "");
  kube::ApiError gone;
  EXPECT_FALSE(obstacle_of(gone));
}

TEST(Obstacles, AreForgottenInTimeOrWhenTheyAreOvercome) {
  Obstacles obstacles;
  obstacles.remember("a", {"Quota", ""}, 1'000);
  EXPECT_EQ(obstacles.find("a", 1'000 + kObstacleRetry - 1)->reason, "Quota");
  EXPECT_FALSE(obstacles.find("a", 1'000 + kObstacleRetry));
  obstacles.remember("a", {"Quota", ""}, 1'000);
  obstacles.forget("a");
  EXPECT_FALSE(obstacles.find("a", 1'000));
}

}  // namespace
}  // namespace perigee::controller
