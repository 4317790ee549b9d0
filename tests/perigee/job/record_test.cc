#include "perigee/job/record.h"

#include <gtest/gtest.h>

#include "perigee/job/exit_code.h"

namespace perigee {
namespace {

TEST(JobState, HasAWordThatIsReadBack) {
  for (int state = 0; state <= static_cast<int>(JobState::cancelled); ++state)
    EXPECT_EQ(state_of(word(static_cast<JobState>(state))), static_cast<JobState>(state));
  EXPECT_EQ(word(JobState::in_progress), "in progress");
  EXPECT_FALSE(state_of("running"));
}

TEST(JobState, IsTerminalFromCompleteOn) {
  EXPECT_FALSE(is_terminal(JobState::in_progress));
  EXPECT_TRUE(is_terminal(JobState::complete));
  EXPECT_TRUE(is_terminal(JobState::cancelled));
}

TEST(FailureClass, HasAWordThatIsReadBack) {
  EXPECT_EQ(failure_class_of(word(FailureClass::infrastructure)), FailureClass::infrastructure);
  EXPECT_FALSE(failure_class_of("Oops"));
}

TEST(ExitCode, IsSortedIntoWhoseFaultItWas) {
  EXPECT_TRUE(is_user_error(static_cast<int>(ExitCode::cancelled)));
  EXPECT_TRUE(is_infrastructure(static_cast<int>(ExitCode::interrupted)));
  EXPECT_FALSE(is_infrastructure(static_cast<int>(ExitCode::bug)));
  EXPECT_EQ(reason_of(ExitCode::missing_column), "MissingColumn");
}

}  // namespace
}  // namespace perigee
