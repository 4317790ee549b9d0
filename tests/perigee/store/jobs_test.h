// A fixture for tests of jobs: records made in a word, and a clock that stands still.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "perigee/base/sha256.h"
#include "perigee/store/jobs.h"
#include "tests/perigee/store/store_test.h"

namespace perigee::testing {

using Strings = std::vector<std::string>;

class JobsTest : public PooledTest {
 protected:
  void SetUp() override {
    PooledTest::SetUp();
    if (pool_) jobs_.emplace(*pool_, clock_);
  }

  static JobRecord record(const std::string& id, const std::string& uid = "uid") {
    JobRecord job;
    job.id = id;
    job.uid = uid;
    job.executor = "local";
    job.spec.analysis = "timeline";
    return job;
  }
  static Jobs::Ending success(const std::string& bytes) {
    ResultInfo info{"image/png", bytes.size(), sha256_hex(bytes), 800, 450, 10, "v", 1.5};
    return {JobState::complete, info, bytes, {}};
  }
  static Jobs::Ending failure() {
    return {JobState::failed, {}, "", Failure{FailureClass::user_error, "MissingColumn", "No column.", 12}};
  }

  JobRecord accept(const std::string& id) { return accept(record(id)); }
  JobRecord accept(const JobRecord& job) { return jobs_->accept(job, {})->record; }
  JobState state(const std::string& id) { return jobs_->find(id)->state; }
  std::int64_t life(int db, const std::string& key) { return pool_->lend()->command(db, {"PTTL", key}).integer; }
  Strings ids(const JobPage& page) {
    Strings found;
    for (const auto& job : page.jobs) found.push_back(job.id);
    return found;
  }

  SetClock clock_{1'700'000'000'000};
  std::optional<Jobs> jobs_;
};

}  // namespace perigee::testing
