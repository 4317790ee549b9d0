#include "controller/write_gate.h"

#include <gtest/gtest.h>

namespace perigee::controller {
namespace {

TEST(AWriteGate, IsOpenForWhatWasNeverWritten) { EXPECT_TRUE(WriteGate().is_open("a", {0, 0})); }

TEST(AWriteGate, IsClosedUntilBothWatchesHaveToldOfTheWrites) {
  WriteGate gate;
  gate.wrote_analysis_job("a", 7);
  gate.wrote_job("a", 9);
  EXPECT_FALSE(gate.is_open("a", {7, 8}));
  EXPECT_FALSE(gate.is_open("a", {6, 9}));
  EXPECT_TRUE(gate.is_open("a", {7, 9}));
  EXPECT_TRUE(gate.is_open("b", {0, 0}));
}

TEST(AWriteGate, WaitsForTheNewestWriteThoughAnswersComeInAnyOrder) {
  WriteGate gate;
  gate.wrote_job("a", 9);
  gate.wrote_job("a", 5);
  EXPECT_FALSE(gate.is_open("a", {0, 8}));
}

TEST(AWriteGate, ForgetsWhatIsBehindIt) {
  WriteGate gate;
  gate.wrote_job("a", 9);
  EXPECT_TRUE(gate.is_open("a", {0, 9}));
  EXPECT_EQ(gate.size(), 0u);
}

}  // namespace
}  // namespace perigee::controller
