// One bed for all suites of a binary: it is made before the first test and ended after the last.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <string>

#include "tests/cluster/controller_bed.h"

namespace perigee::testing {

class Bed final : public ::testing::Environment {
 public:
  void SetUp() override {
    unavailable_ = ControllerBed::unavailable();
    if (unavailable_.empty()) bed_ = std::make_unique<ControllerBed>();
  }
  void TearDown() override { bed_.reset(); }

  static ControllerBed& get() { return *bed_; }
  static const std::string& unavailable() { return unavailable_; }

 private:
  static inline std::unique_ptr<ControllerBed> bed_;
  static inline std::string unavailable_;
};

// A suite in whose tests one controller runs, on a port of its own for probes.
class WithController : public ::testing::Test {
 protected:
  static constexpr int kPort = 18'080;

  static void SetUpTestSuite() {
    if (Bed::unavailable().empty()) start();
  }
  static void TearDownTestSuite() { controller_.reset(); }

  void SetUp() override {
    if (!Bed::unavailable().empty()) GTEST_SKIP() << Bed::unavailable();
    ASSERT_TRUE(controller_->runs()) << controller_->log();
  }
  void TearDown() override {
    if (HasFailure() && controller_) std::fputs(controller_->log().c_str(), stderr);
  }

  static ControllerBed& bed() { return Bed::get(); }
  static nlohmann::json status(const std::string& name) { return bed().get(name)["status"]; }
  static void start() {
    controller_.reset();
    controller_ = std::make_unique<Process>(bed().start("controller", {"--probe-port", std::to_string(kPort)}));
  }

  static inline std::unique_ptr<Process> controller_;
};

}  // namespace perigee::testing
