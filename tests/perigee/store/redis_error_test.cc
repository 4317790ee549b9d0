#include "perigee/store/redis_error.h"

#include <gtest/gtest.h>

#include <string>

namespace perigee {
namespace {

struct Case {
  const char* reply;
  Fault fault;
};

class ErrorReply : public ::testing::TestWithParam<Case> {};

TEST_P(ErrorReply, HasItsFaultAndASentenceThatNamesTheServer) {
  const auto error = error_of_reply(GetParam().reply, "redis://host:1");
  EXPECT_EQ(error.fault(), GetParam().fault);
  EXPECT_TRUE(std::string(error.what()).starts_with("Redis at redis://host:1 ")) << error.what();
}

INSTANTIATE_TEST_SUITE_P(
    All, ErrorReply,
    ::testing::Values(Case{"OOM command not allowed when used memory > 'maxmemory'.", Fault::out_of_memory},
                      Case{"MISCONF Errors writing to the AOF file: No space left on device", Fault::read_only},
                      Case{"READONLY You can't write against a read only replica.", Fault::read_only},
                      Case{"LOADING Redis is loading the dataset in memory", Fault::unavailable},
                      Case{"BUSY Redis is busy running a script.", Fault::unavailable},
                      Case{"MASTERDOWN Link with MASTER is down", Fault::unavailable},
                      Case{"ERR max number of clients reached", Fault::unavailable},
                      Case{"NOAUTH Authentication required.", Fault::denied},
                      Case{"WRONGPASS invalid username-password pair or user is disabled.", Fault::denied},
                      Case{"NOPERM this user has no permissions to run the 'set' command", Fault::denied},
                      Case{"ERR DB index is out of range", Fault::internal},
                      Case{"WRONGTYPE Operation against a key holding the wrong kind of value", Fault::internal},
                      Case{"", Fault::internal}));

}  // namespace
}  // namespace perigee
