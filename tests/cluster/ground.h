// What the tests of one process share: one cluster with one installation, made when the first test asks for it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/cluster/cluster.h"
#include "tests/cluster/installation.h"
#include "tests/support/comes_true.h"

namespace perigee::testing {

class OnACluster : public ::testing::Test {
 protected:
  static const std::string& unavailable();  // why there can be no cluster; empty where there can
  void SetUp() override;                    // skips, saying why

  static Cluster& cluster();
  // A second installation, of a test's own, needs the resource that this one brings.
  static const Installation& perigee();

  // An AnalysisJob whose runner has been started and was stopped in the middle (SIGSTOP), in a cluster of our own.
  // Returns the uid of its pod; empty, with a failure of the test, when that did not succeed.
  static std::string submit_held(const std::string& job, const std::string& further = "");
  // It goes on, and no longer slowly.
  static void release(const std::string& pod_uid);
  // Whether the job comes to its end. Runners of slow_spec() are slow no longer meanwhile.
  static bool ends(const std::string& job);
};

// A large picture on a twentieth of a core takes a runner a second or two, in which something may happen to it. Further
// members of the spec may follow.
std::string slow_spec(const std::string& further = "");

// The bytes begin as a PNG does.
bool is_png(std::string_view bytes);

std::string file_content(const std::string& path);

}  // namespace perigee::testing
