// A model of the API server: revisions, generations, conflicts, preconditions, owners, deletion in the background and
// in the foreground, and the garbage collector beside it. Who reads from a watch sees the past; who asks it, the
// present.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "controller/analysis_job.h"
#include "controller/evidence.h"
#include "controller/observed.h"
#include "tests/controller/simulator/history.h"
#include "tests/controller/simulator/inspector.h"

namespace perigee::controller::simulator {

// An AnalysisJob.
struct Wish {
  AnalysisJob job;
  bool has_finalizer = false;
  Millis deleting_since = 0;  // 0: it is not
};

// A Job.
struct Work {
  OwnJob job;           // without evidence
  Millis deadline = 0;  // its own
  int pods_made = 0;
  bool is_stuck = false;  // the Job controller has lost count of it and never ends it
  bool is_late = false;   // made by a write that its sender had given up
};

struct Pod {
  PodFacts facts;
  std::string job_name, analysis_job, uid;  // of the AnalysisJob
  int attempt = 0;
  bool is_over = false;  // its runner has committed, or found that another one had
};

// "a-uid00001-2" and "a" → "a": the AnalysisJob that an object belongs to.
std::string name_of(const std::string& object_name);

// As somebody asks for it.
AnalysisJob new_job(const std::string& name, Millis now);

class ApiServer {
 public:
  explicit ApiServer(Inspector& inspector) : inspector_(&inspector) {}

  const Collection<Wish>& wishes() const { return wishes_; }
  const Collection<Work>& jobs() const { return jobs_; }
  const Collection<Pod>& pods() const { return pods_; }
  std::uint64_t revision() const { return revision_; }
  // Versions before this one can not be watched or listed on any more.
  std::uint64_t oldest() const { return oldest_; }
  void compact() { oldest_ = revision_; }

  enum class Answer { done, exists, conflict, not_found };
  // Of users.
  Answer create(AnalysisJob job);  // fills in what the server decides
  void edit(const std::string& name, void (*change)(AnalysisJob&));
  enum class Deletion { background, foreground };
  void erase(const std::string& name, Deletion deletion, Millis now);

  // Of controllers. An empty uid is no precondition.
  Answer post_job(const AnalysisJob& owner, const std::string& name, int attempt, Millis deadline, Millis now,
                  Timing timing);
  Answer delete_job(const std::string& name, const std::string& uid, const std::string& sender_uid);
  Answer delete_wish(const std::string& name, const std::string& uid);
  Answer write_status(const std::string& name, const std::string& version, const Status& status);
  void set_finalizer(const std::string& name, bool is_set);
  void take_over(const std::string& job_name, const std::string& owner_uid);

  // Of the machinery.
  void put_job(const std::string& name, Work work);
  void put_strangers_job(const std::string& name);
  void remove_job(const std::string& name);
  void put_pod(const std::string& name, Pod pod);
  void remove_pod(const std::string& name);
  std::vector<std::pair<std::string, Pod>> pods_of(const std::string& job_uid) const;
  // One round. False: there was nothing to collect.
  bool collect_garbage();

 private:
  void put_wish(Wish wish);
  bool is_alive(const std::string& wish_uid) const;
  bool has_active_job(const std::string& wish_uid) const;

  Inspector* inspector_;
  Collection<Wish> wishes_;
  Collection<Work> jobs_;
  Collection<Pod> pods_;
  std::uint64_t revision_ = 1, oldest_ = 1, serial_ = 0;
};

}  // namespace perigee::controller::simulator
