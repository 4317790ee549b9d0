#include <gtest/gtest.h>

#include <csignal>

#include "api/local/verdict.h"

namespace perigee::api {
namespace {

using namespace std::chrono_literals;

AttemptEnd exit_code(int code) {
  AttemptEnd end;
  end.exit.code = code;
  end.backoff_limit = 2;
  end.active_deadline_seconds = 600;
  return end;
}

AttemptEnd signal_number(int number) {
  AttemptEnd end = exit_code(0);
  end.exit.signal = number;
  return end;
}

TEST(Verdict, EveryUsersMistakeFailsAtOnce) {
  for (int code = 10; code <= 19; ++code) {
    const auto verdict = judge(exit_code(code), 1s);
    EXPECT_FALSE(verdict.retry_after) << code;
    EXPECT_EQ(verdict.failure.exit_code, code);
  }
}

TEST(Verdict, AUsersMistakeIsNamedWithoutAMessageToo) {
  const auto failure = judge(exit_code(11), 1s).failure;
  EXPECT_EQ(failure.failure_class, FailureClass::user_error);
  EXPECT_EQ(failure.reason, "NoSuchDataset");
}

TEST(Verdict, InfrastructureIsTriedAgainAfterGrowingTimes) {
  auto end = exit_code(20);
  EXPECT_EQ(judge(end, 1s).retry_after, 1s);
  end.failures = 1;
  EXPECT_EQ(judge(end, 1s).retry_after, 2s);
  end.failures = 2;
  EXPECT_FALSE(judge(end, 1s).retry_after);
}

TEST(Verdict, ABugIsTriedAgainAndThenOfThePlatform) {
  EXPECT_TRUE(judge(exit_code(30), 1s).retry_after);
  EXPECT_EQ(judge(exit_code(30), 1s).failure.failure_class, FailureClass::platform);
}

TEST(Verdict, ACodeWithoutMeaningIsABug) {
  for (const int code : {1, 9, 31, 127, 255}) {
    EXPECT_EQ(judge(exit_code(code), 1s).failure.failure_class, FailureClass::platform) << code;
    EXPECT_TRUE(judge(exit_code(code), 1s).retry_after) << code;
  }
}

TEST(Verdict, SigkillIsInfrastructureAndOtherSignalsAreBugs) {
  EXPECT_EQ(judge(signal_number(SIGKILL), 1s).failure.failure_class, FailureClass::infrastructure);
  EXPECT_EQ(judge(signal_number(SIGSEGV), 1s).failure.failure_class, FailureClass::platform);
  EXPECT_TRUE(judge(signal_number(SIGABRT), 1s).retry_after);
}

TEST(Verdict, SuccessWithoutARecordIsAMissingResult) {
  const auto verdict = judge(exit_code(0), 1s);
  EXPECT_EQ(verdict.failure.reason, "ResultMissing");
  EXPECT_FALSE(verdict.retry_after);
}

TEST(Verdict, PastTheDeadlineNothingElseCounts) {
  auto end = exit_code(22);
  end.past_deadline = true;
  const auto verdict = judge(end, 1s);
  EXPECT_EQ(verdict.failure.reason, "DeadlineExceeded");
  EXPECT_FALSE(verdict.retry_after);
}

TEST(Verdict, TheRunnersOwnWordsAreKept) {
  auto end = exit_code(12);
  end.last_words = R"({"reason": "MissingColumn", "message": "The dataset has no column for 'year'."})";
  EXPECT_EQ(judge(end, 1s).failure.message, "The dataset has no column for 'year'.");
}

TEST(Verdict, AGarbledMessageIsIgnored) {
  auto end = exit_code(12);
  end.last_words = "{\"reason\": \"Miss";
  EXPECT_EQ(judge(end, 1s).failure.reason, "MissingColumn");
}

TEST(Verdict, AProcessThatNeverBeganIsTriedAgain) {
  auto end = exit_code(0);
  end.start_error = "The program 'x' can't be started: No such file or directory.";
  EXPECT_EQ(judge(end, 1s).failure.reason, "RunnerNotStarted");
  EXPECT_TRUE(judge(end, 1s).retry_after);
}

}  // namespace
}  // namespace perigee::api
