// A model of the API server with its history, of the Job controller and the pods, and of the store: what they promise,
// and no more. Every write makes a revision; who reads from memory sees a revision of the past.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "controller/analysis_job.h"
#include "controller/observed.h"
#include "perigee/job/record.h"

namespace perigee::controller::simulator {

struct ClusterJob {
  OwnJob job;
  std::string owner_uid;
  std::size_t revision = 0;  // of its last change
};

// "a-uid00001-2" and "a" → "a": the AnalysisJob that an object belongs to.
std::string name_of(const std::string& object_name);

struct Snapshot {
  std::map<std::string, AnalysisJob> analysis_jobs;  // by name
  std::map<std::string, ClusterJob> jobs;            // by name
};

// A rule was broken: the run ends, and its seed tells how to see it again.
struct Violation {
  std::string rule, what;
};

class Cluster {
 public:
  const Snapshot& now() const { return history_.back(); }
  std::size_t revision() const { return history_.size() - 1; }
  const Snapshot& at(std::size_t revision) const { return history_.at(revision); }

  void create(const std::string& name, int serial, Millis time);
  void edit(const std::string& name, void (*change)(AnalysisJob&));
  void erase(const std::string& name);  // and, by their owner, its Jobs

  enum class Answer { done, exists, conflict, not_found };
  Answer post_job(const AnalysisJob& owner, int attempt, Millis time);
  Answer delete_job(const std::string& name, const std::string& uid);
  // By somebody who has no business there. Whether its attempt was ever made is then anybody's guess.
  void vandalise_job(const std::string& name);
  Answer delete_analysis_job(const std::string& name, const std::string& uid);
  Answer write_status(const std::string& name, const std::string& version, const Status& status);
  // What happens to a Job by itself.
  void change_job(const std::string& name, const std::string& uid, const OwnJob& job);

  std::vector<Violation> violations;

 private:
  Snapshot& next();
  void check_status(const AnalysisJob& job, const Status& next);

  std::vector<Snapshot> history_ = {Snapshot{}};
  std::set<std::pair<std::string, int>> attempts_;  // of an owner's uid, ever
  std::uint64_t serial_ = 0;
};

// The records in Redis, with `finish` as the one way to an end.
class Records {
 public:
  const JobRecord* find(const std::string& name) const;
  void write(const std::string& name, const std::string& uid);
  // False: over, another incarnation's, or a later attempt has begun.
  bool begin_attempt(const std::string& name, const std::string& uid, int attempt);
  // True: this call ended it.
  bool finish(const std::string& name, const std::string& uid, JobState state, const std::optional<Failure>& failure,
              Millis time);
  std::vector<std::string> names() const;

  // For each incarnation the end that was committed; it never changes.
  std::map<std::string, JobState> ends;

 private:
  std::map<std::string, JobRecord> records_;
};

}  // namespace perigee::controller::simulator
