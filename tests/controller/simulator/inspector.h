// Sees everything that is written and says which promise it breaks. It knows what has really happened to each job,
// which no controller does: so it can tell whether an end was the right one.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "controller/analysis_job.h"
#include "perigee/job/record.h"
#include "tests/controller/simulator/invariant.h"

namespace perigee::controller::simulator {

// A write that was sent long ago and arrives now, when its sender has long given it up.
enum class Timing : std::uint8_t { prompt, late };

class Inspector {
 public:
  Verdicts verdicts;

  void on_created(const AnalysisJob& job) { fates_[job.uid].job = job; }
  void on_unwanted(const std::string& uid) { fates_[uid].is_unwanted = true; }  // cancelled or deleted

  // The attempt can come to nothing good any more: its pod failed or was lost, or its Job was deleted.
  void on_bad_end(const std::string& uid, int attempt) { fates_[uid].bad_attempts.insert(attempt); }
  // A user's mistake, or an exit without a result: no further attempt is due.
  void on_hopeless(const std::string& uid) { fates_[uid].is_hopeless = true; }

  void on_pass() { ++pass_; }
  void on_posted(const AnalysisJob& owner, const std::string& name, int attempt, bool has_active, Timing timing);
  // Somebody deleted the Job behind everybody's back: whether it was ever made is then anybody's guess.
  void on_vandalised(const std::string& uid, const std::string& name, int attempt);
  void on_status(const AnalysisJob& before, const Status& next);
  void on_write(const std::string& uid) { ++fates_[uid].writes; }
  int writes(const std::string& uid) const { return fates_.at(uid).writes; }

  // The record was ended by this call.
  void on_end(const JobRecord& record);

 private:
  struct Fate {
    AnalysisJob job;  // as created
    std::set<int> bad_attempts;
    std::set<int> made;  // attempts
    bool is_hopeless = false, is_unwanted = false;
    int writes = 0;
    std::uint64_t ended_in = kNever;  // the pass
  };
  static constexpr std::uint64_t kNever = ~std::uint64_t{0};
  static bool is_right(const Fate& fate, const JobRecord& record);

  std::map<std::string, Fate> fates_;  // by uid
  std::set<std::string> job_names_;    // ever used
  std::uint64_t pass_ = 0;             // of any controller
};

}  // namespace perigee::controller::simulator
