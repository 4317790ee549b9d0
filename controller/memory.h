// What the API server has told: the AnalysisJobs, Jobs and pods of one namespace, as three watches keep them. Of each
// only what is read here is held.
//
// Thread-safe. Made and ended on another thread than that of Http, on which the listener is told which name to look at;
// it must not wait.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "controller/analysis_job.h"
#include "controller/observed.h"
#include "controller/write_gate.h"
#include "perigee/kube/http.h"
#include "perigee/kube/reflector.h"

namespace perigee::controller {

struct News {
  enum class Of { analysis_job, job, pod };
  std::string name;  // of the AnalysisJob that it is about
  Of of = Of::analysis_job;
  kube::Change::Kind kind = kube::Change::Kind::added;
  bool is_initial = false;  // it was there before this process was
};

class Memory {
 public:
  using Listener = std::function<void(const News&)>;

  // `http` outlives it.
  Memory(kube::Http& http, const std::string& namespace_name, const Listener& listener);

  bool is_synced() const;
  std::optional<AnalysisJob> find(const std::string& name) const;
  // Those that the AnalysisJob owns, with what their pods tell.
  std::vector<OwnJob> jobs_of(const AnalysisJob& job) const;
  bool knows(const std::string& name) const { return analysis_jobs_.find(name).has_value(); }
  std::vector<std::string> names() const;
  std::size_t size() const { return analysis_jobs_.size(); }
  // Up to where everything was told.
  Versions complete() const { return {analysis_jobs_.complete_version(), jobs_.complete_version()}; }

 private:
  kube::Reflector pods_, jobs_, analysis_jobs_;  // in the order in which they are needed
};

// Of one Job; the pods are those that it owns.
std::optional<OwnJob> own_job(const kube::Object& job, const std::vector<kube::Object>& pods);

}  // namespace perigee::controller
