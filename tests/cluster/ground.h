// What the tests of one process share: one cluster with one installation, made when the first test asks for it.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "tests/cluster/cluster.h"
#include "tests/cluster/installation.h"

namespace perigee::testing {

class OnACluster : public ::testing::Test {
 protected:
  void SetUp() override;  // skips, saying why, where there can be no cluster

  static const Cluster& cluster();
  // A second installation, of a test's own, needs the resource that this one brings.
  static const Installation& perigee();

  // An AnalysisJob whose runner has been started and was stopped in the middle (SIGSTOP), in a cluster of our own.
  // Returns the uid of its pod; empty, with a failure of the test, when that did not succeed.
  static std::string submit_held(const std::string& job, const std::string& further = "");
  static void release(const std::string& pod_uid) { cluster().continue_processes(pod_uid); }
};

// A large picture on a hundredth of a core takes a runner some seconds. Further members of the spec may follow.
std::string slow_spec(const std::string& further = "");

bool comes_true(int seconds, const std::function<bool()>& condition);

// The bytes begin as a PNG does.
bool is_png(std::string_view bytes);

std::string file_content(const std::string& path);

}  // namespace perigee::testing
