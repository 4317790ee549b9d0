#include "controller/obstacles.h"

#include <utility>

#include "controller/plan.h"

namespace perigee::controller {
namespace {

bool says(const kube::ApiError& error, const char* words) { return error.message.find(words) != std::string::npos; }

}  // namespace

std::optional<Obstacle> obstacle_of(const kube::ApiError& error) {
  if (error.kind != kube::ApiError::Kind::refused) return std::nullopt;
  if (error.is_invalid()) return Obstacle{"Admission", error.message};
  if (error.code != 403) return std::nullopt;
  if (says(error, "exceeded quota")) return Obstacle{"Quota", error.message};
  if (says(error, "cannot create resource")) return Obstacle{"Forbidden", error.message};
  return Obstacle{"Admission", error.message};
}

Obstacle name_conflict(const std::string& job_name) {
  return {"NameConflict",
          "Job '" + job_name + "' exists and is not of this AnalysisJob. Delete it or use another name."};
}

void Obstacles::remember(const std::string& name, Obstacle obstacle, Millis now) {
  const std::lock_guard lock(mutex_);
  met_[name] = {std::move(obstacle), now};
}

std::optional<Obstacle> Obstacles::find(const std::string& name, Millis now) {
  const std::lock_guard lock(mutex_);
  const auto met = met_.find(name);
  if (met == met_.end()) return std::nullopt;
  if (now < met->second.at + kObstacleRetry) return met->second.obstacle;
  met_.erase(met);
  return std::nullopt;
}

void Obstacles::forget(const std::string& name) {
  const std::lock_guard lock(mutex_);
  met_.erase(name);
}

}  // namespace perigee::controller
