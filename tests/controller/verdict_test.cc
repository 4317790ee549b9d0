#include "controller/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/controller/scene.h"

namespace perigee::controller::testing {
namespace {

using ::testing::HasSubstr;

OwnJob ended_with(int code, std::string last_words = "") {
  OwnJob attempt = own_job(1);
  attempt.evidence.end = ContainerEnd{code, 0, false, std::move(last_words)};
  return attempt;
}

TEST(ControllerVerdict, TheRunnersOwnWordsAreBetterThanOurs) {
  const OwnJob attempt = ended_with(12, R"({"reason": "MissingColumn", "message": "'Year' is missing."})");
  const Verdict verdict = judge(*fresh().job, attempt);
  EXPECT_EQ(verdict.weight, Weight::final);
  EXPECT_EQ(verdict.failure.message, "'Year' is missing.");
  EXPECT_EQ(verdict.failure.exit_code, 12);
}

TEST(ControllerVerdict, WordsThatCanNotBeReadAreNoReasonToGuess) {
  EXPECT_EQ(judge(*fresh().job, ended_with(12, "Segmentation fault")).failure.reason, "MissingColumn");
}

TEST(ControllerVerdict, AnExitAbove128IsASignal) {
  EXPECT_EQ(judge(*fresh().job, ended_with(137)).failure.reason, "Killed");
  EXPECT_THAT(judge(*fresh().job, ended_with(139)).failure.message, HasSubstr("signal 11"));
}

TEST(ControllerVerdict, ADisruptionExcusesWhateverTheContainerSaid) {
  OwnJob attempt = ended_with(22);
  attempt.evidence.disrupted = true;
  attempt.evidence.node = "node-a";
  const Verdict verdict = judge(*fresh().job, attempt);
  EXPECT_EQ(verdict.weight, Weight::disruption);
  EXPECT_THAT(verdict.failure.message, HasSubstr("'node-a'"));
}

TEST(ControllerVerdict, AJobThatFailedWithoutATraceIsCounted) {
  OwnJob attempt = own_job(1);
  attempt.ended = true;
  attempt.reason = "BackoffLimitExceeded";
  const Verdict verdict = judge(*fresh().job, attempt);
  EXPECT_EQ(verdict.weight, Weight::counted);
  EXPECT_THAT(verdict.failure.message, HasSubstr("BackoffLimitExceeded"));
}

TEST(ControllerVerdict, TheJobsDeadlineIsOurs) {
  OwnJob attempt = own_job(1);
  attempt.ended = true;
  attempt.reason = "DeadlineExceeded";
  const Verdict verdict = judge(*fresh().job, attempt);
  EXPECT_EQ(verdict.weight, Weight::final);
  EXPECT_THAT(verdict.failure.message, HasSubstr("600 s"));
}

struct WaitCase {
  const char* kubernetes;
  const char* reason;
};
class ControllerNeverStarted : public ::testing::TestWithParam<WaitCase> {};

TEST_P(ControllerNeverStarted, NamesTheReasonAndTheRemedy) {
  OwnJob attempt = own_job(1);
  attempt.evidence.waiting_reason = GetParam().kubernetes;
  attempt.evidence.waiting_message = "as the cluster says it";
  const Failure failure = never_started(*fresh().job, attempt);
  EXPECT_EQ(failure.reason, GetParam().reason);
  EXPECT_THAT(failure.message, HasSubstr("within 300 s: as the cluster says it. "));
}

INSTANTIATE_TEST_SUITE_P(Reasons, ControllerNeverStarted,
                         ::testing::Values(WaitCase{"ErrImagePull", "ImagePull"},
                                           WaitCase{"CreateContainerConfigError", "Config"},
                                           WaitCase{"Unschedulable", "Unschedulable"},
                                           WaitCase{"QuotaExceeded", "Quota"},
                                           WaitCase{"AdmissionRefused", "Admission"}),
                         [](const auto& each) { return each.param.kubernetes; });

TEST(ControllerVerdict, WhatNobodyExplainsIsSaidToBeSo) {
  EXPECT_EQ(never_started(*fresh().job, own_job(1)).reason, "NotStarted");
}

}  // namespace
}  // namespace perigee::controller::testing
